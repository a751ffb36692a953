using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Tuples that are never handed on whole: their parts are followed as variables are.</summary>
internal sealed partial class Interpreter
{
    /// <summary>What the parts of a tuple hold from here on.</summary>
    /// <param name="holder">The variable or the flow capture that holds the tuple.</param>
    /// <param name="source">The tuple.</param>
    private void SetParts(object holder, IOperation source)
    {
        ITypeSymbol? type = source.Type;
        IOperation value = Conversions.InsideBuiltIn(source);
        Value[]? parts = PartsOf(value);
        if (parts is null)
            Store(Evaluate(source));
        int index = 0;
        foreach (object part in TuplePart.Of(holder, type))
        {
            Set(part, parts is null ? Value.Unknown : parts[index]);
            index++;
        }
    }

    /// <summary>The values of a tuple's parts, where they are written down or followed; null for any other value.</summary>
    private Value[]? PartsOf(IOperation source)
    {
        if (source is ITupleOperation tuple)
        {
            Value[] values = [.. tuple.Elements.Select(Evaluate)];
            for (int i = 0; i < values.Length; i++)
                UseOf(tuple.Elements[i], values[i], null);
            return values;
        }

        if (source is IDefaultValueOperation && source.Type is INamedTypeSymbol { TupleElements: { IsDefault: false } elements })
            return [.. elements.Select(static element => DefaultOf(element.Type))];
        if (source.Type is not { IsTupleType: true } || _index.Tuples.HolderOf(source) is not { } holder)
            return null;
        object[] keys = [.. TuplePart.Of(holder, source.Type)];
        Value[] parts = [.. keys.Select(key => _facts[key])];

        // A flow capture is read once.
        if (source is IFlowCaptureReferenceOperation)
            _facts = _facts.Without(keys);
        return parts;
    }

    /// <summary>What a variable of the type holds of which nothing was said.</summary>
    private static Value DefaultOf(ITypeSymbol type)
        => type.IsReferenceType ? Value.Null
            : type.SpecialType == SpecialType.System_Boolean ? Value.Of(false)
            : type.SpecialType == SpecialType.System_Int32 ? Value.Is(0)
            : Value.Unknown;

    /// <summary>The key of a part of a tuple that is followed by its parts; null for any other operation.</summary>
    private TuplePart? PartOf(IOperation operation)
        => operation is IFieldReferenceOperation { Field: var field, Instance: { } instance } && TuplePart.IndexOf(field) is >= 0 and int index && _index.Tuples.HolderOf(instance) is { } holder
            ? new TuplePart(holder, index)
            : null;
}
