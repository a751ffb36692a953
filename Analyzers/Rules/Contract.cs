using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Rules;

/// <summary>One contract attribute in the source, and the protocols that it can speak of.</summary>
internal sealed class Contract(AttributeData attribute, AttributeSyntax syntax, ContractTarget target, ProtocolModel model)
{
    private ImmutableArray<AttributeProtocol>? _protocols;

    public AttributeData Attribute => attribute;

    public ContractTarget Target => target;

    public ProtocolModel Model => model;

    public string Name => attribute.AttributeClass!.Name;

    /// <summary>The attribute as it stands in the source.</summary>
    public string Text => syntax.ToString();

    public Location Location => syntax.GetLocation();

    /// <summary>The protocols of the object that the attribute stands for; empty where there is no such object.</summary>
    public ImmutableArray<AttributeProtocol> Protocols
        => _protocols ??= target.Subjects.SelectMany(subject => model.DeclaredProtocolsOf(subject)).Distinct().ToImmutableArray();

    public ITypeSymbol? Subject => target.Subjects.FirstOrDefault(subject => !model.DeclaredProtocolsOf(subject).IsEmpty) ?? target.Subjects.FirstOrDefault();

    /// <summary>Where a named or a plain argument stands; the whole attribute where it is not there.</summary>
    public Location LocationOf(object? value)
    {
        foreach (AttributeArgumentSyntax argument in syntax.ArgumentList?.Arguments ?? default)
        {
            if (value is string text && argument.Expression.ToString().Split('.').Last().Trim('"', ')') is var name && (name == text || name.EndsWith("(" + text, StringComparison.Ordinal)))
                return argument.GetLocation();
        }

        return Location;
    }

    public static Location? LocationOf(AttributeData other)
        => other.ApplicationSyntaxReference is { } reference ? Location.Create(reference.SyntaxTree, reference.Span) : null;

    public static string TextOf(AttributeData other) => other.ApplicationSyntaxReference?.GetSyntax().ToString() ?? other.ToString() ?? string.Empty;

    /// <summary>The states that the object must be in on entry; 0 where the attribute says nothing of it.</summary>
    public static uint RequiredBy(AttributeData contract, AttributeProtocol protocol) => contract.AttributeClass!.Name switch
    {
        ContractAttributes.Requires => protocol.SetOf(contract.ValuesAt(0)),
        ContractAttributes.Balanced => SetOf(contract.StringAt(0), protocol),
        _ => 0,
    };

    /// <summary>The states that the attribute leaves for another one.</summary>
    public static uint LeftBy(AttributeData produces, AttributeProtocol protocol)
        => (produces.Argument("From")?.Value is string from ? SetOf(from, protocol) : uint.MaxValue) & ~SetOf(produces.Argument("Unless")?.Value, protocol);

    public static uint SetOf(object? state, AttributeProtocol protocol) => protocol.SetOf(ImmutableArray.Create(state));

    /// <summary>The states of the protocol, as a message names them.</summary>
    public static string Names(uint states, AttributeProtocol protocol)
        => string.Join(" or ", protocol.Automaton.States.Where((_, state) => Automaton.Contains(states, state)));
}
