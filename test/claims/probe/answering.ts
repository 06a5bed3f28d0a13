/** Makes this worker answer each order with what `act` gives, or with its failure. */
export function answering<Order, Answer>(act: (order: Order) => Promise<Answer>): void {
  self.onmessage = async ({ data }: MessageEvent<Order>) => {
    try {
      self.postMessage({ answer: await act(data) });
    } catch (error) {
      self.postMessage({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  };
}
