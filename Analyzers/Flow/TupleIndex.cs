using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Which of a function's tuples are never handed on whole, so that each part is as good as a variable of its own.</summary>
internal sealed class TupleIndex
{
    private readonly HashSet<ISymbol> _keptApart = new(SymbolEqualityComparer.Default);
    private readonly HashSet<CaptureId> _handedOn = [];
    private readonly FunctionGraph _function;

    public TupleIndex(FunctionGraph function)
    {
        _function = function;
        foreach (ISymbol variable in function.Mentions)
        {
            if (variable is ILocalSymbol { RefKind: RefKind.None } local && TuplePart.CanBeTold(local.Type) && IsKeptApart(local, function))
                _keptApart.Add(local);
        }

        KeepApartWithCopies(function);

        foreach (IOperation operation in function.Operations)
        {
            if (operation is IFlowCaptureReferenceOperation { Type.IsTupleType: true } reference && !IsTakenApart(reference, function) && PlaceOf(reference) is not ISymbol)
                _handedOn.Add(reference.Id);
        }
    }

    /// <summary>The variable, or the flow capture, whose parts keep the tuple's; null where they go elsewhere.</summary>
    public object? PlaceOf(IOperation tuple) => Outermost(tuple).Parent switch
    {
        IFlowCaptureOperation capture when TuplePart.CanBeTold(capture.Value.Type) && !_handedOn.Contains(capture.Id) => capture.Id,
        ISimpleAssignmentOperation { IsRef: false, Target: ILocalReferenceOperation target } => HolderOf(target),
        _ => null,
    };

    /// <summary>The variable, or the flow capture, that the operation names, where that is a tuple that is known by its parts; null for any other.</summary>
    public object? HolderOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local: var local } when _keptApart.Contains(local) => local,
        IFlowCaptureReferenceOperation reference when TuplePart.CanBeTold(reference.Type) && !_handedOn.Contains(reference.Id) => reference.Id,
        _ => null,
    };

    /// <summary>Whether the part is read here and nowhere else, out of a tuple that comes whole from somebody else: what is in it has no other name.</summary>
    public bool IsReadOnce(IFieldReferenceOperation part)
    {
        if (part.Instance is not ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } || TuplePart.IndexOf(part.Field) is not (>= 0 and int index))
            return false;
        foreach (IOperation mention in _function.MentionsOf(local))
        {
            bool isOther = mention.Parent switch
            {
                IFieldReferenceOperation other => other == part || (TuplePart.IndexOf(other.Field) != index && !Assignment.IsTarget(other)),
                IArgumentOperation { Parameter.RefKind: RefKind.Out } or IDeclarationExpressionOperation { Parent: IArgumentOperation { Parameter.RefKind: RefKind.Out } } => true,
                ISimpleAssignmentOperation { IsRef: false } assignment => assignment.Target == mention && Conversions.InsideBuiltIn(assignment.Value) is not ITupleOperation,
                _ => false,
            };
            if (!isOther)
                return false;
        }

        return true;
    }

    private static bool IsKeptApart(ILocalSymbol local, FunctionGraph function)
        => (function.Method is null || SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, function.Method))
            && !function.Nested.Any(nested => nested.MentionsOf(local).Count > 0)
            && function.MentionsOf(local).All(mention => IsTakenApart(mention, function) || IsWhollyWritten(mention) || CopiedInto(mention) is not null);

    /// <summary>A copy that is handed on whole hands on the parts of what it was copied from.</summary>
    private void KeepApartWithCopies(FunctionGraph function)
    {
        ILookup<ISymbol, ISymbol> originals = (
            from local in _keptApart
            from mention in function.MentionsOf(local)
            let copy = CopiedInto(mention)
            where copy is not null
            select (Copy: (ISymbol)copy, Original: local)).ToLookup(static copied => copied.Copy, static copied => copied.Original, SymbolEqualityComparer.Default);
        Stack<ISymbol> handedOn = new(originals.Select(static copied => copied.Key).Where(copy => !_keptApart.Contains(copy)));
        while (handedOn.Count > 0)
        {
            foreach (ISymbol original in originals[handedOn.Pop()])
            {
                if (_keptApart.Remove(original))
                    handedOn.Push(original);
            }
        }
    }

    /// <summary>The variable that is given a copy of the whole tuple; null for any other mention.</summary>
    private static ILocalSymbol? CopiedInto(IOperation mention)
    {
        IOperation whole = Outermost(mention);
        return whole.Parent is ISimpleAssignmentOperation { IsRef: false, Target: ILocalReferenceOperation { Local: var copy } } assignment && assignment.Value == whole ? copy : null;
    }

    /// <summary>Whether one part is read or written, or each is given a name.</summary>
    private static bool IsTakenApart(IOperation mention, FunctionGraph function) => mention.Parent is IFieldReferenceOperation part
        ? part.Parent is ISimpleAssignmentOperation { IsRef: true } reference ? function.RefLocals.PlaceOf(reference.Target) == part : part.Parent is not IAddressOfOperation
        : Outermost(mention) is var whole && whole.Parent is IDeconstructionAssignmentOperation deconstruction && deconstruction.Value == whole;

    private static bool IsWhollyWritten(IOperation mention) => mention.Parent is ISimpleAssignmentOperation { IsRef: false } assignment && assignment.Target == mention;

    private static IOperation Outermost(IOperation operation)
    {
        while (operation.Parent is IConversionOperation { OperatorMethod: null } conversion)
            operation = conversion;
        return operation;
    }
}

/// <summary>A part of a tuple, as a key of facts.</summary>
/// <param name="Holder">The variable or the flow capture.</param>
/// <param name="Index">The part's number.</param>
internal sealed record TuplePart(object Holder, int Index)
{
    /// <summary>Parts beyond which a tuple is nested in another one.</summary>
    private const int MaximumParts = 7;

    /// <summary>Whether values of the type are tuples whose parts have a number each.</summary>
    public static bool CanBeTold(ITypeSymbol? type) => type is INamedTypeSymbol { IsTupleType: true, TupleElements.Length: <= MaximumParts };

    /// <summary>The part that the field of a tuple type is, by whichever of its names; -1 for any other field.</summary>
    public static int IndexOf(IFieldSymbol field)
    {
        if (field.ContainingType is not { IsTupleType: true, TupleElements: { Length: <= MaximumParts } elements })
            return -1;

        // By name: of a variable that is declared with var the type may differ from that of its mentions in what may be null.
        string name = (field.CorrespondingTupleField ?? field).Name;
        for (int i = 0; i < elements.Length; i++)
        {
            if ((elements[i].CorrespondingTupleField ?? elements[i]).Name == name)
                return i;
        }

        return -1;
    }

    /// <summary>The keys of all parts of what a variable of the type holds.</summary>
    public static IEnumerable<object> Of(object holder, ITypeSymbol? type)
        => type is INamedTypeSymbol { IsTupleType: true, TupleElements: { Length: <= MaximumParts } elements } ? Enumerable.Range(0, elements.Length).Select(index => new TuplePart(holder, index)) : [];

    public bool Equals(TuplePart? other) => other is not null && Index == other.Index && Facts.Keys.Equals(Holder, other.Holder);

    public override int GetHashCode() => (Facts.Keys.GetHashCode(Holder) * 31) + Index;
}
