using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PageMove.Analyzers.Contracts.Library;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Contracts;

/// <summary>All protocols that one compilation knows, found as its types are met. Thread-safe.</summary>
internal sealed class ProtocolModel
{
    /// <summary>The protocols of libraries that cannot be annotated.</summary>
    public static readonly ImmutableArray<ProtocolTable> Tables = ImmutableArray.Create(ArrayPoolProtocol.Table);
    private static readonly LibraryMentions Mentions = new([.. Tables.SelectMany(static table => table.Members)]);

    private static readonly ConditionalWeakTable<Compilation, StrongBox<ProtocolModel?>> Models = new();

    private readonly CalleeBodies _bodies;
    private readonly ImmutableArray<TableProtocol> _libraryProtocols;
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
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<IFieldSymbol>> _fields = new(SymbolEqualityComparer.Default);

    private ProtocolModel(Compilation compilation, bool knowsAttributes, bool knowsLists)
    {
        _bodies = new CalleeBodies(compilation);
        KnowsAttributes = knowsAttributes;
        KnowsLists = knowsLists;
        _libraryProtocols = Tables.Select(table => TableProtocol.Bind(table, compilation, _bodies)).OfType<TableProtocol>().ToImmutableArray();
    }

    /// <summary>Whether there may be enums whose members have to be decided about one by one.</summary>
    public bool KnowsLists { get; }

    /// <summary>The model that all analyzers of one compilation share.</summary>
    /// <returns>Null where the compilation has nothing to do with any protocol.</returns>
    public static ProtocolModel? Of(Compilation compilation, CancellationToken cancellation)
        => Models.TryGetValue(compilation, out StrongBox<ProtocolModel?>? known)
            ? known.Value
            : Models.GetValue(compilation, key => new StrongBox<ProtocolModel?>(Create(key, cancellation))).Value;

    /// <returns>Null where the compilation has nothing to do with any protocol.</returns>
    public static ProtocolModel? Create(Compilation compilation, CancellationToken cancellation)
    {
        bool knowsAttributes = !compilation.GetTypesByMetadataName(ContractAttributes.FullNameOf(ContractAttributes.Protocol)).IsEmpty;
        bool knowsLists = !compilation.GetTypesByMetadataName(ContractAttributes.FullNameOf(ContractAttributes.Exhaustive)).IsEmpty;
        if (!knowsAttributes && !knowsLists && !MentionsLibrary(compilation, cancellation))
            return null;
        ProtocolModel model = new(compilation, knowsAttributes, knowsLists);
        return knowsAttributes || knowsLists || !model._libraryProtocols.IsEmpty ? model : null;
    }

    /// <summary>Whether the compilation knows the contracts' attributes at all.</summary>
    public bool KnowsAttributes { get; }

    /// <summary>The protocols that types declare of themselves and that objects of the type go through.</summary>
    public ImmutableArray<AttributeProtocol> DeclaredProtocolsOf(ITypeSymbol type) => ProtocolsOf(type).OfType<AttributeProtocol>().ToImmutableArray();

    /// <summary>Whether code of the file can use any member that has a contract.</summary>
    public bool MayConcern(SyntaxTree tree, CancellationToken cancellation) => KnowsAttributes || Mentions.AreIn(tree, cancellation);

    /// <summary>
    /// Whether the operation uses a member that has a contract, itself or where the compiler calls it unseen; most do not, and a body of only such costs no more than this look.
    /// </summary>
    public bool Concerns(IOperation operation) => operation.Kind switch
    {
        OperationKind.Invocation when operation is IInvocationOperation { TargetMethod: var method } call => HasEffect(method)
            || (method.ContainingType?.TypeKind == TypeKind.Interface && Interpreter.ImplementationOf(method, call.Instance) is { } implementation && HasEffect(implementation)),
        OperationKind.ObjectCreation => operation is IObjectCreationOperation { Constructor: { } constructor } && HasEffect(constructor),
        OperationKind.PropertyReference => operation is IPropertyReferenceOperation { Property: var property } && (IsOn(property.GetMethod) || IsOn(property.SetMethod)),
        OperationKind.ParameterReference => operation is IParameterReferenceOperation { Parameter: { RefKind: RefKind.Ref or RefKind.Out } parameter } && ContractAttributes.HasAny(ContractAttributes.OfParameter(parameter)),
        OperationKind.LocalFunction => operation is ILocalFunctionOperation { Symbol: var function } && HasContract(function),
        OperationKind.Using => operation is IUsingOperation { Resources: not IVariableDeclarationGroupOperation and var resource } && IsTracked(resource.Type),
        OperationKind.VariableDeclarator => operation is IVariableDeclaratorOperation { Symbol: { IsUsing: true, Type: var type } } && IsTracked(type),
        OperationKind.Loop => operation is IForEachLoopOperation loop && (IsTracked(loop.Collection.Type) || loop.Locals.Any(local => IsTracked(local.Type))),
        _ => false,
    };

    /// <summary>Whether a contract says in which state the member's arguments arrive, so that any call in it may be wrong.</summary>
    public bool HasContract(ISymbol member)
        => KnowsAttributes && member is IMethodSymbol method && ExtensionBlock.ParametersOf(method).Any(parameter => ContractAttributes.HasAny(ContractAttributes.OfParameter(parameter))
            || ProtocolsOf(parameter.Type).Any(protocol => Automaton.IsKnown(protocol.StateOfNew) && Automaton.Contains(protocol.Automaton.ForbidsBlocking, protocol.StateOfNew)));

    /// <summary>The body of a private method, where it was already looked into for a caller's sake; null elsewhere.</summary>
    public GraphIndex? KnownBodyOf(ISymbol member) => _bodies.KnownBodyOf(member);

    /// <summary>The protocols whose objects the function may handle.</summary>
    public HashSet<Protocol> ProtocolsIn(CallIndex calls)
    {
        HashSet<Protocol> protocols = [];
        foreach (ITypeSymbol type in calls.Types)
        {
            foreach (Protocol protocol in ProtocolsOf(type))
                protocols.Add(protocol);
        }

        foreach (IMethodSymbol method in calls.Methods)
            protocols.UnionWith(ProtocolsBehind(method));
        return protocols;
    }

    /// <summary>The protocols of what a private method is given or returns, or finds in its own object's fields, where its type does not tell of them and what the method does would; none for most methods.</summary>
    private IEnumerable<Protocol> ProtocolsBehind(IMethodSymbol method)
    {
        // Asked of each call: most are of methods that others see.
        return method.MethodKind == MethodKind.Ordinary && CalleeBodies.IsSeenByAllCallers(method) ? LibrariesBehind(method).Concat(ProtocolsInFieldsBehind(method)) : [];
    }

    private IEnumerable<Protocol> LibrariesBehind(IMethodSymbol method)
        => _libraryProtocols.Where(library => (library.Tracks(method.ReturnType) || method.Parameters.Any(parameter => library.Tracks(parameter.Type))) && library.IsNamedAmong(_bodies.NamesBehind(method)));

    private IEnumerable<Protocol> ProtocolsInFieldsBehind(IMethodSymbol method)
    {
        if (!CalleeBodies.IsPrivateOfObject(method) || FieldsOf(method.ContainingType) is not { Length: > 0 } fields)
            return [];
        HashSet<string> names = _bodies.NamesBehind(method);
        return fields.Where(field => names.Contains(field.Name)).SelectMany(field => ProtocolsOf(field.Type).Concat(_libraryProtocols.Where(library => library.Tracks(field.Type) && library.IsNamedAmong(names))));
    }

    /// <summary>The type's own fields that may hold objects of a protocol.</summary>
    private ImmutableArray<IFieldSymbol> FieldsOf(INamedTypeSymbol type)
        => _fields.TryGetValue(type.OriginalDefinition, out ImmutableArray<IFieldSymbol> known) ? known
            : _fields.GetOrAdd(
                type.OriginalDefinition,
                type.OriginalDefinition.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && (_libraryProtocols.Any(library => library.Tracks(field.Type)) || IsTracked(field.Type))).ToImmutableArray());

    /// <summary>The rule that is broken when nobody looks at the method's result; null where the result may be ignored.</summary>
    public string? RuleForUnusedResult(IMethodSymbol method)
        => KnowsAttributes && !method.ReturnsVoid
            ? _mustUse.GetOrAdd(
                method.OriginalDefinition,
                static key => ContractAttributes.Named(ContractAttributes.OfMember(key), ContractAttributes.MustUse).FirstOrDefault()?.StringAt(0))
            : null;

    /// <summary>The rule that is broken when the property's value is used where nobody has looked whether it is null; null where it never is.</summary>
    public string? RuleForUncheckedValue(IPropertySymbol property)
        => KnowsAttributes && property.Type.IsReferenceType
            ? _mustCheck.GetOrAdd(
                property.OriginalDefinition,
                static key => ContractAttributes.Named(ContractAttributes.OfProperty(key), ContractAttributes.MustCheck).FirstOrDefault()?.StringAt(0))
            : null;

    /// <summary>The rule that is broken when somebody takes the property's value for a proof; null where it may be one.</summary>
    public string? RuleForProof(IPropertySymbol property)
        => KnowsAttributes && property.Type.SpecialType == SpecialType.System_Int32
            ? _noProof.GetOrAdd(
                property.OriginalDefinition,
                static key => ContractAttributes.Named(ContractAttributes.OfProperty(key), ContractAttributes.NoProof).FirstOrDefault()?.StringAt(0))
            : null;

    /// <summary>The contract of an enum whose members have to be decided about one by one; null for most.</summary>
    public ExhaustiveEnum? ExhaustiveOf(INamedTypeSymbol type) => KnowsLists ? _exhaustive.GetOrAdd(type, ExhaustiveEnum.Of) : null;

    /// <summary>What must not follow the method; null for most.</summary>
    public TornStep? TornStepOf(IMethodSymbol method)
        => KnowsAttributes && method.Parameters.Length == 1
            ? _tornSteps.GetOrAdd(method.OriginalDefinition, static key => TornStep.Of(key))
            : null;

    /// <summary>What has to be asked of what the method hands over; null for most.</summary>
    public Handover? HandoverOf(IMethodSymbol method)
        => KnowsAttributes && method.Parameters.Any(parameter => parameter.RefKind == RefKind.Out)
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
        => ContractAttributes.TakesOver(parameter)
            || (parameter.ContainingSymbol is IMethodSymbol method && DisposalOf(parameter.Type)?.EndsObligation(method, EffectTarget.Argument, parameter.Ordinal) == true);

    /// <summary>Whether the method has the name of a member of a library's protocol.</summary>
    public static bool IsNamedByLibrary(IMethodSymbol method)
    {
        foreach (ProtocolTable table in Tables)
        {
            if (table.Moves(method.Name))
                return true;
        }

        return false;
    }

    private static bool MentionsLibrary(Compilation compilation, CancellationToken cancellation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            if (Mentions.AreIn(tree, cancellation))
                return true;
        }

        return false;
    }

    private bool HasEffect(IMethodSymbol method)
    {
        foreach (TableProtocol protocol in _libraryProtocols)
        {
            if (protocol.ActsThrough(method))
                return true;
        }

        return IsOn(method) || MayHaveInferredContract(method) || ProtocolsBehind(method).Any();
    }

    private bool IsOn(IMethodSymbol? method) => KnowsAttributes && method is not null && ContractAttributes.IsOn(method);

    private bool MayHaveInferredContract(IMethodSymbol method)
        => KnowsAttributes && CalleeBodies.IsSeenByAllCallers(method) && (IsTracked(method.ReturnType) || method.Parameters.Any(parameter => IsTracked(parameter.Type)));

    private bool IsTracked(ITypeSymbol? type) => !ProtocolsOf(type).IsEmpty;

    private ImmutableArray<Protocol> ProtocolsOf(ITypeSymbol? type)
        => type is null or { SpecialType: not SpecialType.None } ? ImmutableArray<Protocol>.Empty
            : _protocols.TryGetValue(type.OriginalDefinition, out ImmutableArray<Protocol> known) ? known
            : _protocols.GetOrAdd(type.OriginalDefinition, Read(type.OriginalDefinition));

    private ImmutableArray<Protocol> Read(ITypeSymbol type)
    {
        ImmutableArray<Protocol>.Builder protocols = ImmutableArray.CreateBuilder<Protocol>();
        foreach (TableProtocol protocol in _libraryProtocols)
        {
            if (protocol.IsDeclaredBy(type))
                protocols.Add(protocol);
        }

        if (KnowsAttributes)
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
