namespace Runtime.Tests.Sources;

/// <summary>How the end of an HTTP body is told.</summary>
internal enum Framing
{
    ContentLength,
    Chunked,
    Closing,
}
