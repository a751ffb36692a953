using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// An expression that names the same object each time, until one of its variables is written or somebody else may have come to it: <c>item</c>, <c>items[i]</c>, <c>node.Value</c>. It is what is left
/// of an object of which track is lost: two steps that follow each other at once are about one object whatever that is.
/// </summary>
/// <param name="Symbols">The variables and members that the expression reads.</param>
/// <param name="IsVariable">Whether it is a variable by itself: then it is followed because somebody else has got the object, who may give back what is taken here.</param>
/// <param name="IsFound">Whether it reads an element of an array or a collection, a member of <c>this</c>, a static field, or one in which a variable's object keeps it, so that the object is taken for one that nobody has got beside.</param>
internal sealed record AccessPath(ImmutableArray<ISymbol> Symbols, bool IsVariable, bool IsFound)
{
    /// <summary>Where it stands as the receiver or the argument of a step, or as the receiver of another use.</summary>
    public HashSet<IOperation> Mentions { get; } = [];

    /// <summary>The last of the steps' blocks.</summary>
    public int LastBlock => _blocks.Max();

    /// <summary>The segments from which it is to be followed: each of those in which a step is done, or the first of them where claims are counted from there on.</summary>
    public IEnumerable<int> Segments => CountsClaims ? [_segments.Min()] : _segments;

    private bool IsInOneBlock => _blocks.Count == 1;

    /// <summary>
    /// Whether it is a member that is never written again, of what a variable refers to that the function hands to nobody: then nobody but the function comes to the object by it.
    /// </summary>
    public bool IsStable { get; private set; }

    /// <summary>Whether claims are taken to the object: then it is one that nobody has got beside only until sight of it is lost.</summary>
    public bool CountsClaims { get; private set; }

    // Where the steps are done.
    private readonly HashSet<int> _blocks = [];
    private readonly HashSet<int> _segments = [];

    // What flow captures of it are made of.
    private readonly HashSet<IOperation> _values = [];

    /// <summary>The expressions on which a function does several steps of the protocol.</summary>
    /// <param name="index">The function.</param>
    /// <param name="semantics">The protocol.</param>
    /// <param name="isLost">Whether track was lost of an object, so that its variables are of interest, too.</param>
    public static IEnumerable<AccessPath> In(GraphIndex index, IProtocolSemantics semantics, bool isLost)
    {
        Dictionary<string, AccessPath>? paths = null;
        bool ends = false;
        bool takesClaims = false;
        foreach ((BasicBlock block, IOperation operation) in index.Calls.Sources)
        {
            if (operation is not IInvocationOperation call)
                continue;
            foreach (Effect effect in semantics.EffectsOf(Interpreter.ContractOf(call.TargetMethod, call.Instance, semantics)))
            {
                bool takesClaim = effect.To == semantics.Automaton.Counted && effect.To != Effect.Stay;
                if (!takesClaim && (effect.IsInferred || !(effect.RequiresOne(out _) || effect.DecidesState)))
                    continue;

                // Who took a claim may give back as many, by whatever name; they are counted where all is done at once, by one.
                bool isNoted = OperandOf(call, effect) is { } operand && NoteStep(operand, block, call);
                if (takesClaim && (effect.IsInferred || !isNoted))
                    return [];
                takesClaims |= takesClaim;
                ends |= isNoted && semantics.Automaton.IsEnd(effect);
            }
        }

        if (paths is null || (takesClaims && paths.Values.ToArray() is not [{ IsFound: true, IsVariable: false, IsInOneBlock: true }]))
            return [];
        foreach (AccessPath path in paths.Values)
            path.CountsClaims = takesClaims;
        if (ends)
            NoteUses();
        foreach (AccessPath path in paths.Values)
            path.IsStable = path.Mentions.Count > 1 && path.IsOnlyReachedIn(index);
        return paths.Values.Where(path => path.Mentions.Count > 1);

        bool NoteStep(IOperation operand, BasicBlock block, IInvocationOperation step)
        {
            IOperation mention = Conversions.InsideBuiltIn(operand);
            operand = index.Function.ValueOf(mention);
            if (!isLost && index.Function.VariableOf(operand) is { } variable && index.Variables.IsTrackable(variable))
                return false;
            if (ConditionKey.OfPath(operand) is not { } key || key.Symbols.Any(symbol => symbol is IFieldSymbol { IsVolatile: true }))
                return false;
            paths ??= [];
            if (!paths.TryGetValue(key.Text, out AccessPath? path))
                paths.Add(key.Text, path = new AccessPath(key.Symbols, operand is ILocalReferenceOperation or IParameterReferenceOperation, ReadsKept(operand)));
            path.Mentions.Add(mention);
            path._values.Add(operand);
            path._blocks.Add(block.Ordinal);
            path._segments.Add(index.Function.Segments.Of(block, step));
            return true;
        }

        // An object that has ended is not to be used by other members either.
        void NoteUses()
        {
            foreach ((_, IOperation operation) in index.Calls.Sources)
            {
                IOperation? receiver = operation is IInvocationOperation call ? call.Instance : (operation as IPropertyReferenceOperation)?.Instance;
                if (receiver is null || !semantics.Tracks(receiver.Type))
                    continue;
                IOperation mention = Conversions.InsideBuiltIn(receiver);
                if (ConditionKey.OfPath(index.Function.ValueOf(mention)) is { } key && paths.TryGetValue(key.Text, out AccessPath? path))
                    path.Mentions.Add(mention);
            }
        }
    }

    /// <summary>Whether the operation is the expression itself.</summary>
    public bool Includes(IOperation operation) => Mentions.Contains(operation) || _values.Contains(operation);

    private bool IsOnlyReachedIn(GraphIndex index)
    {
        if (_values.FirstOrDefault() is not IMemberReferenceOperation { Member: var member, Instance: { } instance }
            || !IsWrittenOnce(member)
            || index.Function.VariableOf(instance) is not { } root
            || index.Variables.IsOuter(root)
            || !index.Variables.IsTrackable(root)
            || index.Function.Nested.Any(nested => nested.Mentions.Contains(root, SymbolEqualityComparer.Default)))
        {
            return false;
        }

        return index.Function.MentionsOf(root).All(mention => mention.Parent switch
        {
            IMemberReferenceOperation { Kind: OperationKind.PropertyReference or OperationKind.FieldReference } reference when reference.Instance == mention
                => !SymbolEqualityComparer.Default.Equals(reference.Member, member) || Includes(reference) || IsReceiver(reference),
            IIsNullOperation or IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } } => true,
            _ => Assignment.IsOnlyWritten(mention),
        });
    }

    private static bool IsReceiver(IOperation reference) => reference.Parent is IPropertyReferenceOperation property && property.Instance == reference;

    /// <summary>Whether the member is a variable of its object: a field, or a property of this project's that has one behind it.</summary>
    public static bool IsKept(ISymbol member) => member switch
    {
        IFieldSymbol { IsStatic: false } => true,
        IPropertySymbol { IsStatic: false, IsVirtual: false, IsOverride: false, IsAbstract: false, DeclaringSyntaxReferences.IsEmpty: false } property => BackingField.Of(property) is not null,
        _ => false,
    };

    /// <summary>
    /// Whether a variable's object keeps what the member names, the function reads that nowhere else, and no code of this project gets the variable's object: then what is read has no other name.
    /// </summary>
    public static bool IsReadOnce(IMemberReferenceOperation part, FunctionGraph function)
        => part.Instance is ILocalReferenceOperation or IParameterReferenceOperation
            && IsKept(part.Member)
            && function.VariableOf(part.Instance) is { } keeper
            && !function.Nested.Any(nested => nested.MentionsOf(keeper).Count > 0)
            && function.MentionsOf(keeper).All(mention => mention.Parent switch
            {
                IMemberReferenceOperation { Kind: OperationKind.PropertyReference or OperationKind.FieldReference } other when other.Instance == mention
                    => other == part || !SymbolEqualityComparer.Default.Equals(other.Member, part.Member) || Assignment.IsOnlyWritten(other),
                IArgumentOperation { Parameter.RefKind: RefKind.None, Parent: IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: true } } => true,
                IIsNullOperation or IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } } => true,
                _ => Assignment.IsOnlyWritten(mention),
            });

    /// <summary>Whether the member has its value from the object's making on.</summary>
    private static bool IsWrittenOnce(ISymbol member) => member switch
    {
        IFieldSymbol field => field is { IsReadOnly: true, IsStatic: false },
        IPropertySymbol { IsStatic: false, IsVirtual: false, IsOverride: false, SetMethod: null or { IsInitOnly: true } } property => BackingField.Of(property) is not null,
        _ => false,
    };

    /// <summary>Whether an assignment to the target can have the expression name another object.</summary>
    public bool MayBeWrittenBy(IOperation target, ISymbol? variable)
        => target is not IDiscardOperation
            && ((!IsStable && variable is not (ILocalSymbol { RefKind: RefKind.None } or IParameterSymbol { RefKind: RefKind.None })) || Symbols.Contains(variable, SymbolEqualityComparer.Default));

    /// <summary>Whether the target is another member beside the one that the expression reads: what is written there may tell somebody else that the object is his to give back.</summary>
    public bool IsNotedBeside(IOperation target) => IsStable && target is IMemberReferenceOperation { Instance: { } instance } && instance switch
    {
        ILocalReferenceOperation local => Symbols.Contains(local.Local, SymbolEqualityComparer.Default),
        IParameterReferenceOperation parameter => Symbols.Contains(parameter.Parameter, SymbolEqualityComparer.Default),
        _ => false,
    };

    /// <summary>Whether it is what a pair or a node of one of the library's collections holds.</summary>
    public static bool IsPartOfCollection(IPropertyReferenceOperation property)
        => property is { Property: { IsIndexer: false, ContainingType: { IsGenericType: true, DeclaringSyntaxReferences.IsEmpty: true } type } }
            && type.ContainingNamespace is { Name: "Generic", ContainingNamespace: { Name: "Collections", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    private static bool ReadsKept(IOperation operation) => operation switch
    {
        IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true } => true,
        IPropertyReferenceOperation property when IsPartOfCollection(property) => true,
        IFieldReferenceOperation { Field.ContainingType.IsTupleType: true, Instance: ILocalReferenceOperation } => true,
        IFieldReferenceOperation { Field.IsStatic: true } => true,
        IMemberReferenceOperation { Instance: IInstanceReferenceOperation instance } => instance.ReferenceKind == InstanceReferenceKind.ContainingTypeInstance,
        IMemberReferenceOperation { Instance: ILocalReferenceOperation or IParameterReferenceOperation, Member: var member } => IsKept(member),
        _ => false,
    };

    private static IOperation? OperandOf(IInvocationOperation call, Effect effect) => effect.Target switch
    {
        EffectTarget.Receiver => call.Instance,
        EffectTarget.Argument => call.Arguments.FirstOrDefault(argument => argument.Parameter is { RefKind: RefKind.None, Ordinal: var ordinal } && ordinal == effect.Ordinal)?.Value,
        _ => null,
    };
}
