using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Rules;

/// <summary>Every rule of this package. A protocol names its rules by their identifiers.</summary>
internal static class RuleCatalog
{
    /// <summary>The rules that a function's code breaks.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> OfCode = ImmutableArray.Create(
        MovingRules.StealWithoutConfirm,
        MovingRules.ConfirmResultIgnored,
        MovingRules.StealResultIgnored,
        MovingRules.AskedAfterSteal,
        MovingRules.PublishedWithoutSanityCheck,
        MovingRules.LengthNotChecked,
        MovingRules.TornReplacement,
        MovingRules.MoveResultIgnored,
        MovingRules.OldPageUsedAfterMove,
        MovingRules.MoverMarksUpToDate,
        MovingRules.CountedExclusivity,
        MovingRules.PlacedTwice,
        LockingRules.UnlockedTwice,
        LockingRules.NeverLocked,
        LockingRules.LeftLocked,
        LockingRules.ExitWithoutLock,
        LockingRules.BlockedWhileLocked,
        LockingRules.UsedUnprotected,
        LockingRules.LockedTwice,
        LockingRules.LockMissing,
        AbortingRules.AbortNotChecked,
        AbortingRules.AbortGlancedAt,
        AbortingRules.LockResultIgnored,
        LifetimeRules.UsedAfterRelease,
        LifetimeRules.ReleasedTwice,
        LifetimeRules.NotReleased,
        LifetimeRules.DonorNotReleased,
        LifetimeRules.WrittenWhileLent,
        LifetimeRules.MemoryOutlivesLoan,
        LifetimeRules.MappingNotChecked,
        LifetimeRules.ListNotExhaustive,
        LifetimeRules.ReferenceResultIgnored,
        LifetimeRules.NeverMapped,
        ArrayPoolRules.ReturnedTwice,
        ArrayPoolRules.UsedAfterReturn);

    /// <summary>The rules that a contract itself breaks.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> OfContracts = ImmutableArray.Create(
        ContractRules.Contradiction,
        ContractRules.UnknownName,
        ContractRules.Weakened,
        ContractRules.NotRead,
        ContractRules.ImpossibleResult,
        ContractRules.RuleNeverReported,
        ContractRules.StatesConfused);

    public static readonly ImmutableArray<DiagnosticDescriptor> All = OfCode.AddRange(OfContracts).Add(WrapperRules.NotAnnotated);

    /// <returns>Null where no rule has the identifier.</returns>
    public static DiagnosticDescriptor? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);
}
