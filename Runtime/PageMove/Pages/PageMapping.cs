namespace PageMove.Pages;

/// <summary>What a cached page belongs to: the pages of one file (the kernel's <c>address_space</c>).</summary>
public abstract class PageMapping
{
    /// <summary>No mapping's number.</summary>
    internal const long NoId = 0;

    private static long _lastId = NoId;

    private protected PageMapping(int pageSize) => PageSize = pageSize;

    /// <summary>Mappings with pages.</summary>
    internal static HandleTable<PageMapping> Table { get; } = new(reusesNumbers: true);

    /// <summary>Bytes in each page of the mapping.</summary>
    public int PageSize { get; }

    /// <summary>Tells this mapping from every other one, of a former time too.</summary>
    internal long Id { get; } = Interlocked.Increment(ref _lastId);

    /// <summary>The number in <see cref="Table"/>, while there are pages.</summary>
    internal int Handle { get; private protected set; }

    /// <summary>
    /// Takes the page out of the mapping when the mapping and the caller hold the only references to it and it is clean
    /// (the kernel's <c>remove_mapping</c>). The page must be locked. The caller's reference is left.
    /// </summary>
    internal abstract bool TryReclaim(Page page);
}
