using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PageMove.Analyzers.Contracts.Library;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Contracts;

/// <summary>All protocols that one compilation knows, found as its types are met. Thread-safe.</summary>
internal sealed class ProtocolModel
{
    private static readonly ImmutableArray<ProtocolTable> Tables = ImmutableArray.Create(ArrayPoolProtocol.Table);

    private readonly CalleeBodies _bodies = new();
    private readonly ImmutableArray<TableProtocol> _libraryProtocols;
    private readonly bool _knowsAttributes;
    private readonly ConcurrentDictionary<IMethodSymbol, string?> _mustUse = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IPropertySymbol, string?> _mustCheck = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, TornStep?> _tornSteps = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, Handover?> _handovers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, string?> _questions = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, string?> _earlyQuestions = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IPropertySymbol, string?> _noProof = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ExhaustiveEnum?> _exhaustive = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<AttributeProtocol>> _declared = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, ImmutableArray<Protocol>> _protocols = new(SymbolEqualityComparer.Default);

    private ProtocolModel(Compilation compilation)
    {
        _knowsAttributes = !compilation.GetTypesByMetadataName(ContractAttributes.FullNameOf(ContractAttributes.Protocol)).IsEmpty;
        KnowsLists = !compilation.GetTypesByMetadataName(ContractAttributes.FullNameOf(ContractAttributes.Exhaustive)).IsEmpty;
        _libraryProtocols = Tables.Select(table => TableProtocol.Bind(table, compilation)).OfType<TableProtocol>().ToImmutableArray();
    }

    /// <summary>Whether there may be enums whose members have to be decided about one by one.</summary>
    public bool KnowsLists { get; }

    /// <returns>Null where the compilation knows no contract at all.</returns>
    public static ProtocolModel? Create(Compilation compilation)
    {
        ProtocolModel model = new(compilation);
        return model._knowsAttributes || model.KnowsLists || !model._libraryProtocols.IsEmpty ? model : null;
    }

    /// <summary>Whether the code calls any member that acts on objects of a protocol; most code does not, and costs no more than this look.</summary>
    public bool Concerns(IOperation block)
    {
        foreach (IOperation operation in block.DescendantsAndSelf())
        {
            bool concerns = operation switch
            {
                IInvocationOperation { TargetMethod: var method } => !ProtocolsOf(method.ContainingType).IsEmpty
                    || method.Parameters.Any(parameter => !ProtocolsOf(parameter.Type).IsEmpty)
                    || RuleForUnusedResult(method) is not null,
                IPropertyReferenceOperation { Property: var property } => RuleForUncheckedValue(property) is not null || RuleForProof(property) is not null,
                IParameterReferenceOperation { Parameter: { RefKind: RefKind.Ref or RefKind.Out } parameter } => ContractAttributes.HasAny(parameter.GetAttributes()),
                IConversionOperation { Type.TypeKind: TypeKind.Interface, Operand: var operand } => !ProtocolsOf(operand.Type).IsEmpty,
                IUsingOperation { Resources: not IVariableDeclarationGroupOperation and var resource } => !ProtocolsOf(resource.Type).IsEmpty,
                IVariableDeclaratorOperation { Symbol.Type: var type } => !ProtocolsOf(type).IsEmpty,
                _ => false,
            };
            if (concerns)
                return true;
        }

        return false;
    }

    /// <summary>Whether the member's contract says in which state its arguments arrive, so that any call in it may be wrong.</summary>
    public static bool HasContract(ISymbol member)
        => member is IMethodSymbol method && method.Parameters.Any(parameter => ContractAttributes.HasAny(parameter.GetAttributes()));

    /// <summary>The protocols whose objects the function may handle.</summary>
    public HashSet<Protocol> ProtocolsIn(FunctionGraph function)
    {
        HashSet<Protocol> protocols = [];
        foreach (IParameterSymbol parameter in function.Parameters)
            Collect(parameter.Type, protocols);
        foreach (IOperation operation in function.Operations)
        {
            switch (operation)
            {
                case IInvocationOperation invocation:
                    Collect(invocation.TargetMethod.ContainingType, protocols);
                    Collect(invocation.Type, protocols);
                    foreach (IParameterSymbol parameter in invocation.TargetMethod.Parameters)
                        Collect(parameter.Type, protocols);
                    break;
                case IPropertyReferenceOperation or IParameterReferenceOperation or ILocalReferenceOperation or IObjectCreationOperation:
                    Collect(operation.Type, protocols);
                    break;
            }
        }

        return protocols;
    }

    /// <summary>The rule that is broken when nobody looks at the method's result; null where the result may be ignored.</summary>
    public string? RuleForUnusedResult(IMethodSymbol method)
        => _knowsAttributes && !method.ReturnsVoid
            ? _mustUse.GetOrAdd(
                method.OriginalDefinition,
                static key => ContractAttributes.Named(ContractAttributes.OfMember(key), ContractAttributes.MustUse).FirstOrDefault()?.StringAt(0))
            : null;

    /// <summary>The rule that is broken when the property's value is used where nobody has looked whether it is null; null where it never is.</summary>
    public string? RuleForUncheckedValue(IPropertySymbol property)
        => _knowsAttributes && property.Type.IsReferenceType
            ? _mustCheck.GetOrAdd(
                property.OriginalDefinition,
                static key => ContractAttributes.Named(key.GetAttributes(), ContractAttributes.MustCheck).FirstOrDefault()?.StringAt(0))
            : null;

    /// <summary>The rule that is broken when somebody takes the property's value for a proof; null where it may be one.</summary>
    public string? RuleForProof(IPropertySymbol property)
        => _knowsAttributes && property.Type.SpecialType == SpecialType.System_Int32
            ? _noProof.GetOrAdd(
                property.OriginalDefinition,
                static key => ContractAttributes.Named(key.GetAttributes(), ContractAttributes.NoProof).FirstOrDefault()?.StringAt(0))
            : null;

    /// <summary>The contract of an enum whose members have to be decided about one by one; null for most.</summary>
    public ExhaustiveEnum? ExhaustiveOf(INamedTypeSymbol type) => KnowsLists ? _exhaustive.GetOrAdd(type, ExhaustiveEnum.Of) : null;

    /// <summary>What must not follow the method; null for most.</summary>
    public TornStep? TornStepOf(IMethodSymbol method)
        => _knowsAttributes && method.Parameters.Length == 1
            ? _tornSteps.GetOrAdd(method.OriginalDefinition, static key => TornStep.Of(key))
            : null;

    /// <summary>What has to be asked of what the method hands over; null for most.</summary>
    public Handover? HandoverOf(IMethodSymbol method)
        => _knowsAttributes && method.Parameters.Any(parameter => parameter.RefKind == RefKind.Out)
            ? _handovers.GetOrAdd(method.OriginalDefinition, static key => Handover.Of(key))
            : null;

    /// <summary>The question that the member asks of its object; null for most.</summary>
    public string? QuestionOf(ISymbol member) => _questions.GetOrAdd(member.OriginalDefinition, static key => Handover.QuestionOf(key, isEarly: false));

    /// <summary>The question that the member asks of its object, and that has the same answer before the object changes hands; null for most.</summary>
    public string? EarlyQuestionOf(ISymbol member) => _earlyQuestions.GetOrAdd(member.OriginalDefinition, static key => Handover.QuestionOf(key, isEarly: true));

    /// <summary>Whether nothing says that the caller has begun anything with the argument.</summary>
    public bool ArrivesUntouched(IParameterSymbol parameter)
        => _bodies.IsEntryPoint(parameter) && !ContractAttributes.HasAny(ContractAttributes.OfParameter(parameter));

    /// <summary>The protocol in which an object of the type is owed until it is disposed; null where no contract says so.</summary>
    public Protocol? DisposalOf(ITypeSymbol type)
    {
        IMethodSymbol[] disposals = [.. DeclaringTypes(type).SelectMany(declaring => declaring.GetMembers().OfType<IMethodSymbol>()).Where(IsDisposal)];
        return ProtocolsOf(type).FirstOrDefault(protocol => disposals.Any(disposal => protocol.EndsObligation(disposal, EffectTarget.Receiver)));
    }

    /// <summary>Whether the method is one of those by which .NET ends an object.</summary>
    public static bool IsDisposal(IMethodSymbol method) => method.Name is "Dispose" or "DisposeAsync" or "DisposeAsyncCore" or "Close" or "System.IDisposable.Dispose" or "System.IAsyncDisposable.DisposeAsync";

    /// <summary>Whether the callee answers for what is handed to the parameter, so that the caller owes nothing more.</summary>
    public bool TakesOver(IParameterSymbol parameter)
        => ContractAttributes.Named(ContractAttributes.OfParameter(parameter), ContractAttributes.Transfers).Any()
            || (parameter.ContainingSymbol is IMethodSymbol method && DisposalOf(parameter.Type)?.EndsObligation(method, EffectTarget.Argument, parameter.Ordinal) == true);

    private void Collect(ITypeSymbol? type, HashSet<Protocol> protocols)
    {
        foreach (Protocol protocol in ProtocolsOf(type))
            protocols.Add(protocol);
    }

    private ImmutableArray<Protocol> ProtocolsOf(ITypeSymbol? type)
        => type is null or { SpecialType: not SpecialType.None } ? ImmutableArray<Protocol>.Empty : _protocols.GetOrAdd(type.OriginalDefinition, Read);

    private ImmutableArray<Protocol> Read(ITypeSymbol type)
    {
        ImmutableArray<Protocol>.Builder protocols = ImmutableArray.CreateBuilder<Protocol>();
        foreach (TableProtocol protocol in _libraryProtocols)
        {
            if (protocol.IsDeclaredBy(type))
                protocols.Add(protocol);
        }

        if (_knowsAttributes)
        {
            foreach (INamedTypeSymbol declaring in DeclaringTypes(type))
                protocols.AddRange(_declared.GetOrAdd(declaring, key => AttributeProtocol.DeclaredBy(key, _bodies).ToImmutableArray()));
        }

        return protocols.ToImmutable();
    }

    private static IEnumerable<INamedTypeSymbol> DeclaringTypes(ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol parameter)
            return parameter.ConstraintTypes.SelectMany(DeclaringTypes);
        List<INamedTypeSymbol> types = [.. type.AllInterfaces.Select(candidate => candidate.OriginalDefinition)];
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current is INamedTypeSymbol named)
                types.Add(named.OriginalDefinition);
        }

        return types;
    }
}
