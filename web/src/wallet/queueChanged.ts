/** Tells every open page of this device that something was queued, sent or refused. */
const channel = 'headroom/queue';

export function announceQueueChange(): void {
  const sender = new BroadcastChannel(channel);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
  sender.postMessage(null);
  sender.close();
}

/** Calls back at each change; returns what ends it. */
export function onQueueChange(changed: () => void): () => void {
  const receiver = new BroadcastChannel(channel);
  receiver.addEventListener('message', changed);
  return () => receiver.close();
}
