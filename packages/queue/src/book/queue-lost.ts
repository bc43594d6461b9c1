/** The build's head is gone: the queue is lost, which is not the same as finished. */
export class QueueLost extends Error {
  override readonly name = 'QueueLost';
}
