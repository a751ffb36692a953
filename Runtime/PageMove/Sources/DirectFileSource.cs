using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using PageMove.Files;

namespace PageMove.Sources;

/// <summary>
/// A file read by direct I/O (<c>O_DIRECT</c>), from the device straight into pages that are moved into the cache, past the kernel's own page cache: no byte
/// is held in memory twice. Thread-safe.
/// </summary>
/// <remarks>For the file's length and for changes of the file see <see cref="FileSource"/>.</remarks>
[SupportedOSPlatform("linux")]
public sealed partial class DirectFileSource : PageSource
{
    private const int GetStatusFlags = 3;
    private const int SetStatusFlags = 4;

    private readonly SafeFileHandle _handle;
    private readonly FileAnswers _answers;

    /// <summary>Opens a file; others may write, replace and delete it meanwhile.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="allowBuffered">Whether the file is read through the kernel's page cache where its file system refuses direct I/O.</param>
    /// <exception cref="IOException">
    /// The file cannot be opened (as <see cref="File.OpenHandle"/> says it), or its file system refuses direct I/O.
    /// </exception>
    /// <exception cref="NotSupportedException">The file is not seekable.</exception>
    public DirectFileSource(string path, bool allowBuffered = false)
    {
        // File.OpenHandle has no option for it, but Linux lets an open file change over.
        _handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        try
        {
            IsDirect = TryMakeDirect(_handle);
            if (!IsDirect && !allowBuffered)
                throw new IOException($"The file system of '{path}' refuses direct I/O (O_DIRECT). FileSource, or allowBuffered, reads it through the kernel's page cache.");

            _answers = new FileAnswers(_handle, path, IsDirect);
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file is read by direct I/O.</summary>
    public bool IsDirect { get; }

    /// <inheritdoc cref="FileSource.Length"/>
    public override long? Length => _answers.Length;

    /// <inheritdoc cref="FileSource.RefreshLength"/>
    public long RefreshLength() => _answers.RefreshLength();

    internal static int DirectFlag => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.Arm or Architecture.Arm64 or Architecture.Armv6 => 0x10000,
        Architecture.Ppc64le => 0x20000,
        _ => 0x4000,
    };

    /// <inheritdoc/>
    public override ValueTask ReadAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _answers.AnswerAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _handle.Dispose();
        return base.DisposeAsync();
    }

    private static bool TryMakeDirect(SafeFileHandle handle)
    {
        const int InvalidArgument = 22;
        int flags = Control(handle, GetStatusFlags, 0);
        if (flags >= 0 && Control(handle, SetStatusFlags, flags | DirectFlag) >= 0)
            return true;

        int error = Marshal.GetLastPInvokeError();
        return error == InvalidArgument ? false : throw new IOException("The file cannot be switched to direct I/O.", new Win32Exception(error));
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(SafeFileHandle handle, int command, int argument);
}
