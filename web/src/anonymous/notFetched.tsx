import type { JSX } from 'solid-js';
import { NotFetched as PartNotFetched } from '../ui/notFetched.tsx';

export const NotFetched = (): JSX.Element => <PartNotFetched kept="Your answers are kept." />;
