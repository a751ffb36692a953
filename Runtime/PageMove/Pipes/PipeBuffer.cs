using System.Diagnostics.CodeAnalysis;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Pipes;

/// <summary>
/// A part of a page on its way through a pipe. Whoever took it out of the pipe is its single owner and releases it exactly once.
/// </summary>
[Protocol("pipe buffer content", State.Unconfirmed, State.Confirmed, State.Stolen, Entry = State.Unconfirmed)]
[Rule("PGM1001", Breach.Missing, State.Confirmed)]
[Protocol("pipe buffer reference", State.Held, State.Released, Entry = State.Held)]
[Rule("PGM4001", Breach.Use, State.Released)]
public sealed class PipeBuffer : IDisposable
{
    internal PipeBuffer()
    {
    }

    /// <summary>The page that holds the content.</summary>
    public Page Page => throw new NotImplementedException();

    /// <summary>The first byte of the content in the page.</summary>
    public int Offset => throw new NotImplementedException();

    /// <summary>Bytes of content, at least one.</summary>
    public int Length => throw new NotImplementedException();

    /// <summary>Rights and facts.</summary>
    public PipeBufferFlags Flags => throw new NotImplementedException();

    /// <summary>The kind of buffer.</summary>
    public PipeBufferOperations Operations => throw new NotImplementedException();

    /// <summary>Makes sure that the content is good; may wait for a read in progress.</summary>
    [Produces(State.Confirmed, When = ConfirmResult.Good)]
    public ConfirmResult Confirm() => throw new NotImplementedException();

    /// <summary>Tries to take the page away from everybody else (law 1).</summary>
    /// <param name="page">The page, locked and completely owned. The buffer's reference is still to be released.</param>
    /// <exception cref="InvalidOperationException">The content was not confirmed, or the page was stolen already (law 2).</exception>
    [Requires(State.Confirmed), Produces(State.Stolen, When = true), MustUse("PGM1003")]
    public bool TrySteal([NotNullWhen(true), Produces(State.Locked, When = true)] out Page? page) => throw new NotImplementedException();

    /// <summary>Takes a second reference to the page for a duplicate of the buffer; can fail.</summary>
    public bool TryAddReference() => throw new NotImplementedException();

    /// <summary>The content, valid until the release.</summary>
    public ReadOnlySpan<byte> Map() => throw new NotImplementedException();

    /// <summary>Gives the page back (law 9). Nothing of the buffer may be read afterwards (law 10).</summary>
    /// <exception cref="ObjectDisposedException">The buffer was released before.</exception>
    [Produces(State.Released)]
    public void Release() => throw new NotImplementedException();

    /// <summary>Releases the buffer unless that was done, for <c>using</c>.</summary>
    [Allows(State.Released), Produces(State.Released)]
    public void Dispose() => throw new NotImplementedException();
}
