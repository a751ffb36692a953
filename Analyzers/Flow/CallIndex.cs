using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>What a function calls and reads, found once for all protocols: most have nothing to do with it.</summary>
internal sealed class CallIndex
{
    private readonly HashSet<IMethodSymbol> _methods = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IParameterSymbol> _assignedParameters = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IFieldSymbol> _fields = new(SymbolEqualityComparer.Default);
    private readonly List<IFieldSymbol> _fieldsInOrder = [];
    private readonly List<Source> _sources = [];
    private readonly HashSet<ITypeSymbol> _types = new(SymbolEqualityComparer.Default);
    private readonly List<ITypeSymbol> _typesInOrder = [];
    private List<IMethodSymbol>? _steps;

    public CallIndex(FunctionGraph function)
    {
        foreach (IParameterSymbol parameter in function.Parameters)
            Handle(parameter.Type);
        foreach (BasicBlock block in function.Graph.Blocks)
        {
            foreach (IOperation operation in function.OperationsIn(block))
                Note(function, block, operation);
        }
    }

    /// <summary>Each method whose contract may count for a call, once: of a member of an interface also what implements it, where that is known.</summary>
    public IReadOnlyCollection<IMethodSymbol> Methods => _methods;

    /// <summary>Whether one of the methods is an interface's.</summary>
    public bool HaveInterface { get; private set; }

    /// <summary>Those of the methods that may be steps of a protocol, whichever that is.</summary>
    public IReadOnlyList<IMethodSymbol> StepsFor(IProtocolSemantics semantics) => _steps ??= _methods.Where(semantics.MayTakeStep).ToList();

    /// <summary>The function's parameters that are assigned to.</summary>
    public IReadOnlyCollection<IParameterSymbol> AssignedParameters => _assignedParameters;

    /// <summary>The fields of <c>this</c> that keep their value between two reads, unless somebody else is called.</summary>
    public IReadOnlyList<IFieldSymbol> OwnFields => _fieldsInOrder;

    /// <summary>The operations that an object may come from.</summary>
    public IReadOnlyList<Source> Sources => _sources;

    /// <summary>The types of what the function handles, and those whose members it calls, each once.</summary>
    public IReadOnlyList<ITypeSymbol> Types => _typesInOrder;

    /// <summary>Whether the function makes an object with a constructor.</summary>
    public bool Creates { get; private set; }

    /// <summary>The member whose contract counts where the operation is evaluated; null where none is called.</summary>
    public static IMethodSymbol? MethodOf(IOperation operation, IProtocolSemantics semantics) => operation switch
    {
        IInvocationOperation invocation => Interpreter.ContractOf(invocation.TargetMethod, invocation.Instance, semantics),
        _ => MethodOf(operation),
    };

    /// <summary>Whether the operation decides the state of an object, or hands one over.</summary>
    public static bool TakesStep(IOperation operation, IProtocolSemantics semantics)
        => MethodOf(operation, semantics) is { } method && semantics.EffectsOf(method).Any(static effect => effect.DecidesState || effect.Transfers);

    private static IMethodSymbol? MethodOf(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => invocation.TargetMethod,
        IObjectCreationOperation creation => creation.Constructor,
        IPropertyReferenceOperation property => property.Property.GetMethod ?? property.Property.SetMethod,
        _ => null,
    };

    private void Note(FunctionGraph function, BasicBlock block, IOperation operation)
    {
        NoteTypes(operation);
        switch (operation)
        {
            case IInvocationOperation or IObjectCreationOperation or IPropertyReferenceOperation:
                if (MethodOf(operation) is { } method)
                    Add(method);
                if (operation is IInvocationOperation { Instance: var receiver } call && Interpreter.ImplementationOf(call.TargetMethod, receiver) is { } implementation)
                    Add(implementation);
                _sources.Add(new(block, operation));
                break;
            case IFieldReferenceOperation { Instance: IInstanceReferenceOperation instance } field:
                if (instance.ReferenceKind == InstanceReferenceKind.ContainingTypeInstance && !field.Field.IsVolatile && _fields.Add(field.Field))
                    _fieldsInOrder.Add(field.Field);
                break;
            case IAwaitOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IFieldReferenceOperation or IConversionOperation { OperatorMethod: null } or IDeclarationPatternOperation or IRecursivePatternOperation:
                _sources.Add(new(block, operation));
                break;
            case ILocalReferenceOperation named when Assignment.DeconstructionInto(named) is not null:
                _sources.Add(new(block, operation));
                break;
            case ISimpleAssignmentOperation assignment when function.VariableOf(assignment.Target) is IParameterSymbol parameter:
                _assignedParameters.Add(parameter);
                break;
        }
    }

    private void Add(IMethodSymbol method)
    {
        if (_methods.Add(method))
            HaveInterface |= method.ContainingType?.TypeKind == TypeKind.Interface;
    }

    private void NoteTypes(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation invocation:
                Handle(invocation.TargetMethod.ContainingType);
                Handle(invocation.Type);
                foreach (IParameterSymbol parameter in invocation.TargetMethod.Parameters)
                    Handle(parameter.Type);
                break;
            case IObjectCreationOperation:
                Creates = true;
                Handle(operation.Type);
                break;
            case IPropertyReferenceOperation or IParameterReferenceOperation or ILocalReferenceOperation or IAwaitOperation:
                Handle(operation.Type);
                break;
        }
    }

    private void Handle(ITypeSymbol? type)
    {
        if (type is { SpecialType: SpecialType.None } && _types.Add(type))
            _typesInOrder.Add(type);
    }
}

/// <summary>An operation out of which an object may come.</summary>
/// <param name="Block">The block that it is in.</param>
/// <param name="Operation">The operation.</param>
internal sealed record Source(BasicBlock Block, IOperation Operation);
