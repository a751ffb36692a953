using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.KernelHistory;

/// <summary>The buffer's flags are read after its release, so that the page goes onto the LRU twice.</summary>
public static class A5
{
    public static void Broken(AddressSpace file, PipeBuffer buffer, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage, PageLru lru)
    {
        file.Replace(oldPage, newPage);
        buffer.Release(); // earlier PGM4001
        if ((buffer.Flags & PipeBufferFlags.Lru) == 0) // PGM4001
            lru.Add(newPage);
    }

    public static void Repaired(AddressSpace file, PipeBuffer buffer, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage, PageLru lru)
    {
        file.Replace(oldPage, newPage);
        if ((buffer.Flags & PipeBufferFlags.Lru) == 0)
            lru.Add(newPage);
        buffer.Release();
    }
}
