using Microsoft.Win32.SafeHandles;
using PageMove.Files;

namespace PageMove.Sources;

/// <summary>Answers requests from an open file, whole runs of pages in one read. Thread-safe.</summary>
/// <param name="handle">The file, seekable.</param>
/// <param name="name">What messages call it.</param>
/// <param name="isDirect">Whether reads must be aligned, as direct I/O wants.</param>
internal sealed class FileAnswers(SafeFileHandle handle, string name, bool isDirect)
{
    private const int MaxStalls = 3;

    private long _length = RandomAccess.GetLength(handle);

    /// <summary>The length when it was last asked for.</summary>
    internal long Length => Volatile.Read(ref _length);

    internal long RefreshLength()
    {
        long length = RandomAccess.GetLength(handle);
        Volatile.Write(ref _length, length);
        return length;
    }

    internal async ValueTask AnswerAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        int pageSize = request.Arena.PageSize;
        long wanted = Math.Clamp(Length - request.Offset, 0, request.Length);
        int stalls = 0;
        using var filler = new PageFiller(request.Pipe, pageSize, isPrivate: isDirect);
        while (filler.Received < wanted)
        {
            long left = wanted - filler.Received;
            await filler.ReserveAsync(request, isDirect ? (left + pageSize - 1) / pageSize * pageSize : left, cancellationToken).ConfigureAwait(false);
            int offered = filler.Offered;
            long read = await RandomAccess.ReadAsync(handle, filler, request.Offset + filler.Received, cancellationToken).ConfigureAwait(false);

            // Bytes past the length that the file had are another version's: whoever appended them tells the cache.
            filler.Advance(Math.Min(read, left));
            if (read == offered || filler.Received == wanted)
                continue;

            // A short read is the end of the file, or a read that was cut short; the length tells.
            long length = RefreshLength();
            if (length <= request.Offset + filler.Received)
            {
                request.ReportLength(length);
                wanted = Math.Clamp(length - request.Offset, 0, filler.Received);
                break;
            }

            if (isDirect)
                filler.Rewind();

            if (read < pageSize && ++stalls == MaxStalls)
                throw new IOException($"'{name}' has {length} bytes, but reading at byte {request.Offset + filler.Received} yields {read}.");
        }

        filler.Finish();
        request.Splice(wanted);
    }
}
