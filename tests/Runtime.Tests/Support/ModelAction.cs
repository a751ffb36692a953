namespace Runtime.Tests.Support;

/// <summary>What can be done to a cache and a pipe.</summary>
internal enum ModelAction
{
    /// <summary>Bytes are written into the pipe.</summary>
    Write,

    /// <summary>A page is given to the pipe.</summary>
    Gift,

    /// <summary>A page is lent to the pipe.</summary>
    Lend,

    /// <summary>The source gets a page.</summary>
    AddToSource,

    /// <summary>Pages of the source are spliced into the pipe.</summary>
    SpliceFromSource,

    /// <summary>The pipe's bytes are duplicated into the other pipe.</summary>
    Tee,

    /// <summary>The pipe's bytes go on to the other pipe.</summary>
    SpliceOn,

    /// <summary>A buffer is taken out of the other pipe.</summary>
    Take,

    /// <summary>Bytes are read out of the pipe.</summary>
    Read,

    /// <summary>A request is answered from the pipe, with moving.</summary>
    ReplyByMove,

    /// <summary>A request is answered from the pipe, with copying.</summary>
    ReplyByCopy,

    /// <summary>The file is truncated.</summary>
    Truncate,

    /// <summary>Pages are reclaimed.</summary>
    Reclaim,

    /// <summary>A page leaves the file.</summary>
    Remove,

    /// <summary>The file's pages are read.</summary>
    ReadFile,

    /// <summary>The pipe is emptied.</summary>
    Drain,
}
