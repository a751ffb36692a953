using System.Diagnostics.CodeAnalysis;
using PageMove.Contracts;

namespace Corpus.Contracts;

/// <summary>PGM1005, of an object that the type hands out and publishes itself.</summary>
public sealed class OwnHandover
{
    private Draft? _waiting;

    public bool TryTake([NotNullWhen(true), Owes("Signature", "PGM1005")] out Draft? draft)
    {
        draft = _waiting;
        return draft is not null;
    }

    public void Publish([Settles] Draft draft) => _waiting = draft == _waiting ? null : _waiting;

    public void UnaskedBad()
    {
        if (!TryTake(out Draft? draft)) // earlier PGM1005
            return;
        Publish(draft); // PGM1005
    }

    public void AskedOnOnePathBad(bool isTrusted)
    {
        if (!this.TryTake(out Draft? draft))
            return;
        if (!isTrusted && !draft.IsSigned)
            return;
        this.Publish(draft); // PGM1005
    }

    public void AskedGood()
    {
        if (TryTake(out Draft? draft) && draft.IsSigned)
            Publish(draft);
    }

    public void AskedBySomebodyGood()
    {
        if (!TryTake(out Draft? draft) || !IsGood(draft))
            return;
        Publish(draft);
    }

    public void NothingTakenGood(Draft own)
    {
        if (!TryTake(out Draft? draft))
            Publish(own);
    }

    private static bool IsGood(Draft draft) => draft.IsSigned;

    public sealed class Draft
    {
        [Asks("Signature")]
        public bool IsSigned { get; init; }
    }
}
