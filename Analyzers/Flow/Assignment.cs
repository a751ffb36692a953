using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Tells the mentions of a variable that write it from those that read it.</summary>
internal static class Assignment
{
    /// <summary>Whether the reference may write the variable: as an assignment's target, or passed or taken by reference.</summary>
    public static bool IsTarget(IOperation reference) => IsOnlyWritten(reference) || reference.Parent switch
    {
        ICompoundAssignmentOperation compound => compound.Target == reference,
        IIncrementOrDecrementOperation => true,
        IArgumentOperation argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out,
        ISimpleAssignmentOperation { IsRef: true, Target: not ILocalReferenceOperation { Local.RefKind: RefKind.RefReadOnly } } => true,
        IAddressOfOperation => true,
        _ => false,
    };

    /// <summary>Whether the reference writes the variable without reading it.</summary>
    public static bool IsOnlyWritten(IOperation reference) => reference.Parent switch
    {
        ISimpleAssignmentOperation assignment => assignment.Target == reference,
        IDeclarationExpressionOperation => true,
        ITupleOperation tuple => IsDeconstructionTarget(tuple),
        IArgumentOperation argument => argument.Parameter?.RefKind == RefKind.Out,
        _ => false,
    };

    /// <summary>Whether the reference adds to the variable, and nobody looks at what comes of it.</summary>
    public static bool IsOnlyCounted(IOperation reference) => reference.Parent switch
    {
        ICompoundAssignmentOperation { Parent: IExpressionStatementOperation } compound => compound.Target == reference,
        IIncrementOrDecrementOperation { Parent: IExpressionStatementOperation } => true,
        _ => false,
    };

    /// <summary>The deconstruction that gives the variable one part of something whole; null for any other reference, and where the parts are written down.</summary>
    public static IDeconstructionAssignmentOperation? DeconstructionInto(ILocalReferenceOperation reference)
        => reference.Parent is ITupleOperation or IDeclarationExpressionOperation { Parent: ITupleOperation } && DeconstructionOf(reference) is { } deconstruction
            && Conversions.InsideBuiltIn(deconstruction.Value) is not ITupleOperation
                ? deconstruction
                : null;

    private static bool IsDeconstructionTarget(IOperation operation) => DeconstructionOf(operation) is not null;

    private static IDeconstructionAssignmentOperation? DeconstructionOf(IOperation operation)
    {
        while (operation.Parent is ITupleOperation or IDeclarationExpressionOperation)
            operation = operation.Parent;
        return operation.Parent is IDeconstructionAssignmentOperation deconstruction && deconstruction.Target == operation ? deconstruction : null;
    }
}
