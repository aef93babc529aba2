import * as z from 'zod';

/** zod tries `new Function` when a shape is made; our content policy forbids it and browsers report the try. Import before any shape. */
z.config({ jitless: true });
