namespace CachingProxy.Serving;

/// <summary>The feature of a connection whose output sends memory from where it lies.</summary>
internal interface IPageOutput
{
    /// <summary>
    /// Offers memory that already holds what shall be sent: the next <c>GetMemory</c> that this thread asks of the connection's output yields it, and <c>Advance</c>
    /// queues it. Nobody may change or free it until the flush is over. To be followed at once, on the same thread, by <c>GetMemory</c> and <see cref="Withdraw"/>.
    /// </summary>
    void Offer(ReadOnlyMemory<byte> memory);

    /// <summary>Ends the offer, whether it was taken or not.</summary>
    void Withdraw();
}
