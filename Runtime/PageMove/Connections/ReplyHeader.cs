using PageMove.Requests;

namespace PageMove.Connections;

/// <summary>What a server says of its reply (<c>fuse_out_header</c>).</summary>
/// <param name="Unique">The request that is answered.</param>
/// <param name="Length">Bytes of the reply. Fewer than wanted, without an error, mean the end of the file.</param>
/// <param name="Error">Why there is no reply; an error has no bytes.</param>
public readonly record struct ReplyHeader(ulong Unique, long Length, RequestError Error = RequestError.None)
{
    /// <summary>What contradicts the request, or the bytes that came along where their number is known (law 19).</summary>
    internal ReplyFlaw FindFlaw(long bytesWanted, long? bytesGiven)
    {
        if (!Enum.IsDefined(Error))
            return ReplyFlaw.UnknownError;

        if (Length < 0)
            return ReplyFlaw.NegativeLength;

        if (Error != RequestError.None && (Length != 0 || bytesGiven is > 0))
            return ReplyFlaw.ErrorWithBytes;

        if (Length > bytesWanted)
            return ReplyFlaw.LongerThanWanted;

        return bytesGiven is { } given && given != Length ? ReplyFlaw.OtherLengthThanGiven : ReplyFlaw.None;
    }
}
