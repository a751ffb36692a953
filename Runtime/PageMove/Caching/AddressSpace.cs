using System.Diagnostics.CodeAnalysis;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Caching;

/// <summary>The cached pages of one file (the kernel's <c>address_space</c>). Thread-safe; readers take no lock.</summary>
public sealed class AddressSpace : PageMapping
{
    /// <summary>Makes an empty cache.</summary>
    /// <param name="pageSize">Bytes in each page.</param>
    /// <param name="size">The file's size in bytes, or <see cref="long.MaxValue"/> while it is not known.</param>
    public AddressSpace(int pageSize, long size = long.MaxValue)
        : base(pageSize) => throw new NotImplementedException();

    /// <summary>The file's size in bytes; <see cref="long.MaxValue"/> while it is not known.</summary>
    public long Size => throw new NotImplementedException();

    /// <summary>Pages in the cache.</summary>
    public int PageCount => throw new NotImplementedException();

    /// <summary>Rises with every completed read: an access time learnt at a lower version is stale.</summary>
    public long AccessTimeVersion => throw new NotImplementedException();

    /// <summary>Finds a page and takes a reference to it. Never returns a page that is no longer in the cache; it need not be up to date.</summary>
    public bool TryFind(long index, [NotNullWhen(true), Produces(State.Held, When = true)] out Page? page) => throw new NotImplementedException();

    /// <summary>Publishes a page, unless there is one at the index, and takes the cache's reference.</summary>
    /// <param name="index">The page's place, counted in pages.</param>
    /// <param name="page">The page: locked, without a mapping.</param>
    [Signals(Signal.CachePublish)]
    public bool TryAdd(long index, [Requires(State.Locked)] Page page) => throw new NotImplementedException();

    /// <summary>Takes a page out and drops the cache's reference. The page must be locked, and the caller hold a reference.</summary>
    /// <returns><see langword="false"/> when the page is not in this cache.</returns>
    public bool Remove([Requires(State.Locked)] Page page) => throw new NotImplementedException();

    /// <summary>
    /// Puts one page in another's place by one atomic exchange that cannot fail (law 7, <c>replace_page_cache_folio</c>): readers see the
    /// old page or the new one, never a hole. Drops the cache's reference of the old page and takes one of the new one.
    /// </summary>
    /// <param name="oldPage">The page to replace: in this cache and locked.</param>
    /// <param name="newPage">The page to publish: locked, without a mapping, of the same size.</param>
    /// <exception cref="ArgumentException">A page has not got the right size, mapping or lock; nothing was changed.</exception>
    [Signals(Signal.CachePublish)]
    public void Replace([Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage) => throw new NotImplementedException();

    /// <summary>
    /// Sets the file's size. Pages wholly past it leave the cache and the rest of the last page is zeroed; waits for the locks of these pages.
    /// </summary>
    public void Truncate(long size) => throw new NotImplementedException();

    internal override bool TryReclaim(Page page) => throw new NotImplementedException();
}
