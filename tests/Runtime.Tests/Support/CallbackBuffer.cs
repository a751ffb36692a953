using System.Diagnostics.CodeAnalysis;
using PageMove.Pages;
using PageMove.Pipes;

namespace Runtime.Tests.Support;

/// <summary>A kind of buffer that lets a test step in at each operation, and otherwise behaves as an anonymous one.</summary>
internal sealed class CallbackBuffer : PipeBufferOperations
{
    internal Action? OnConfirm { get; init; }

    internal Action<Page>? OnStolen { get; init; }

    /// <summary>Called instead of stealing, which fails then.</summary>
    internal Action? OnRefusedSteal { get; init; }

    internal Action? OnRelease { get; init; }

    internal ConfirmResult Content { get; init; } = ConfirmResult.Good;

    /// <summary>Whether the steal hands out the page without asking who else refers to it.</summary>
    internal bool StealsBlindly { get; init; }

    internal bool CanBeReferenced { get; init; } = true;

    internal int Releases { get; private set; }

    public override ConfirmResult Confirm(PipeBuffer buffer)
    {
        OnConfirm?.Invoke();
        return Content;
    }

    public override bool TrySteal(PipeBuffer buffer, [NotNullWhen(true)] out Page? page)
    {
        if (OnRefusedSteal is not null)
        {
            OnRefusedSteal();
            page = null;
            return false;
        }

        page = buffer.Page;
        if (StealsBlindly ? !page.TryLock() : !TryStealOnlyReference(buffer, out page))
            return false;

        OnStolen?.Invoke(page);
        return true;
    }

    public override bool TryAddReference(PipeBuffer buffer) => CanBeReferenced && base.TryAddReference(buffer);

    public override void Release(PipeBuffer buffer)
    {
        Releases++;
        OnRelease?.Invoke();
        base.Release(buffer);
    }
}
