namespace Runtime.Tests.Sources;

/// <summary>A file that is gone when the test is over.</summary>
internal sealed class TemporaryFile : IDisposable
{
    internal TemporaryFile(byte[] content) => File.WriteAllBytes(FilePath, content);

    internal string FilePath { get; } = Path.GetTempFileName();

    internal void SetLength(long length)
    {
        using var file = new FileStream(FilePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(length);
    }

    public void Dispose() => File.Delete(FilePath);
}
