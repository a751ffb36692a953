using Microsoft.Win32.SafeHandles;
using PageMove.Files;

namespace PageMove.Sources;

/// <summary>
/// A file, read straight into pages that are moved into the cache. Thread-safe.
/// </summary>
/// <remarks>
/// That the file became shorter shows when its end is read; that it became longer, or was written, its writer or watcher tells the cache:
/// <see cref="RefreshLength"/> and <c>CachedFile.Truncate</c>, or <c>CachedFile.Invalidate</c>.
/// </remarks>
public sealed class FileSource : PageSource
{
    private readonly SafeFileHandle _handle;
    private readonly bool _ownsHandle;
    private readonly FileAnswers _answers;

    /// <summary>Opens a file; others may write, replace and delete it meanwhile.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="IOException">The file cannot be opened (as <see cref="File.OpenHandle"/> says it).</exception>
    /// <exception cref="NotSupportedException">The file is not seekable.</exception>
    public FileSource(string path)
        : this(Open(path), ownsHandle: true, path)
    {
    }

    /// <summary>Reads an open file.</summary>
    /// <param name="handle">The file, readable and seekable.</param>
    /// <param name="ownsHandle">Whether the source closes the handle.</param>
    /// <exception cref="NotSupportedException">The file is not seekable.</exception>
    public FileSource(SafeFileHandle handle, bool ownsHandle = true)
        : this(handle, ownsHandle, "The file")
    {
    }

    private FileSource(SafeFileHandle handle, bool ownsHandle, string name)
    {
        ArgumentNullException.ThrowIfNull(handle);
        _handle = handle;
        _ownsHandle = ownsHandle;
        try
        {
            _answers = new FileAnswers(handle, name, isDirect: false);
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>The length in bytes when it was last asked for: at opening, at a short read, at <see cref="RefreshLength"/>.</summary>
    public override long? Length => _answers.Length;

    /// <summary>Asks for the length again.</summary>
    /// <returns>Bytes, for <c>CachedFile.Truncate</c>.</returns>
    public long RefreshLength() => _answers.RefreshLength();

    /// <inheritdoc/>
    public override ValueTask ReadAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _answers.AnswerAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        Close();
        return base.DisposeAsync();
    }

    private static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete, options: FileOptions.Asynchronous | FileOptions.RandomAccess);

    private void Close()
    {
        if (_ownsHandle)
            _handle.Dispose();
    }
}
