using PageMove.Requests;

namespace PageMove.Connections;

/// <summary>What a server is told of a request (<c>fuse_in_header</c> and <c>fuse_read_in</c>).</summary>
/// <param name="Unique">The request's number, which the reply names; never used twice in a connection.</param>
/// <param name="Offset">The first byte wanted, counted from the file's start.</param>
/// <param name="Length">Bytes wanted: whole pages, which may reach past the end of the file.</param>
/// <param name="Options">What may be done to the pages.</param>
public readonly record struct RequestHeader(ulong Unique, long Offset, long Length, ReadRequestOptions Options);
