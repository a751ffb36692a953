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

    private static bool IsDeconstructionTarget(IOperation operation)
    {
        while (operation.Parent is ITupleOperation or IDeclarationExpressionOperation)
            operation = operation.Parent;
        return operation.Parent is IDeconstructionAssignmentOperation deconstruction && deconstruction.Target == operation;
    }
}
