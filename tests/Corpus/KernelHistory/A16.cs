using System;
using System.Diagnostics;
using PageMove.Connections;
using PageMove.Requests;

namespace Corpus.KernelHistory;

/// <summary>The lengths in a peer's reply are asserted: a reply that lies stops the process, or in a release nobody.</summary>
/// <note>No contract says which values a peer has sent.</note>
public static class A16
{
    public static ReadOnlySpan<byte> Broken(ReadRequest request, ReplyHeader header, ReadOnlySpan<byte> bytes)
    {
        Debug.Assert(header.Length <= request.ByteCount && header.Length <= bytes.Length);
        return bytes[..(int)header.Length];
    }

    public static RequestError Repaired(ReadRequest request, ReplyHeader header, ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (header.Length < 0 || header.Length > request.ByteCount || header.Length > bytes.Length)
            return RequestError.Malformed;
        content = bytes[..(int)header.Length];
        return RequestError.None;
    }
}
