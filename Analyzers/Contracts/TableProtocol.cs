using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Contracts;

/// <summary>A protocol of a library that cannot be annotated, bound to the library's type in one compilation.</summary>
internal sealed class TableProtocol : Protocol
{
    private readonly INamedTypeSymbol _owner;
    private readonly ProtocolTable _table;

    private TableProtocol(ProtocolTable table, INamedTypeSymbol owner, CalleeBodies bodies)
        : base(table.Name, table.States, table.Rules, bodies)
    {
        _owner = owner;
        _table = table;
    }

    /// <returns>Null where the compilation does not know the type.</returns>
    public static TableProtocol? Bind(ProtocolTable table, Compilation compilation, CalleeBodies bodies)
    {
        // A type of the same name in the user's own source is another type, with a protocol of its own.
        INamedTypeSymbol? owner = compilation.GetTypesByMetadataName(table.OwnerMetadataName)
            .FirstOrDefault(type => !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly));
        return owner is null ? null : new TableProtocol(table, owner, bodies);
    }

    /// <summary>Whether the method does anything to the objects of the protocol.</summary>
    public bool ActsThrough(IMethodSymbol method) => _table.Moves(method.Name) && IsDeclaredBy(method.ContainingType);

    /// <summary>Whether one of the names may be that of a member that does anything to the objects of the protocol.</summary>
    public bool IsNamedAmong(HashSet<string> names) => _table.Members.Any(names.Contains);

    public bool IsDeclaredBy(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, _owner))
                return true;
        }

        return false;
    }

    public override bool Tracks(ITypeSymbol? type) => type is not null && type.TypeKind == _table.ObjectKind;

    public override ImmutableArray<Effect> EffectsOfAssigning(IParameterSymbol parameter) => ImmutableArray<Effect>.Empty;

    public override bool AllowsUse(IMethodSymbol member, int state)
        => _table.HarmlessMembers.Contains((member.AssociatedSymbol ?? member).ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat));

    public override bool IsEntryPoint(IParameterSymbol parameter) => true;

    public override int EntryStateOf(IParameterSymbol parameter) => Automaton.Unknown;

    public override ExitPromise PromiseFor(IParameterSymbol parameter) => ExitPromise.None;

    public override bool Borrows(IParameterSymbol parameter)
        => !ContractAttributes.TakesOver(parameter) && Bodies.OnlyLooksAt(parameter, trustsUnknown: true);

    protected override bool MayActThrough(IMethodSymbol method) => CalleeBodies.IsSeenByAllCallers(method) || ActsThrough(method);

    protected override ImmutableArray<Effect> ReadEffects(IMethodSymbol method) => IsDeclaredBy(method.ContainingType) ? _table.EffectsOf(method.Name) : InferredEffects(method);
}
