using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Contracts;

/// <summary>
/// What the source of a method without a contract shows at a glance. It errs towards silence: what it is not sure of counts as taking
/// the argument over, and nothing more is said of the argument.
/// </summary>
internal sealed class CalleeBodies(Compilation compilation)
{
    private readonly ConcurrentDictionary<IMethodSymbol, GraphIndex?> _graphs = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, IParameterSymbol?> _passedOn = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IParameterSymbol, bool> _perhapsPassedOn = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, HashSet<string>> _mentions = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, HashSet<string>> _namesBehind = new(SymbolEqualityComparer.Default);

    /// <summary>The methods of which a call does not come back.</summary>
    public ThrowHelpers ThrowHelpers { get; } = new(compilation);

    /// <summary>
    /// Whether callers that nobody here can see call the method, so that its parameters arrive as the protocol says. The callers of a
    /// private method that is called in its own type are seen, and may have done the first steps of the protocol.
    /// </summary>
    public bool IsEntryPoint(IParameterSymbol parameter)
        => parameter.ContainingSymbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.ExplicitInterfaceImplementation } => true,
            IMethodSymbol { MethodKind: MethodKind.Ordinary } method => method.DeclaredAccessibility != Accessibility.Private || !_mentions.GetOrAdd(method.ContainingType.OriginalDefinition, MentionsIn).Contains(method.Name),
            INamedTypeSymbol block => block.GetMembers().All(static member => member.DeclaredAccessibility != Accessibility.Private),
            _ => false,
        };

    /// <summary>Whether nobody outside the method's type can call or replace it.</summary>
    public static bool IsSeenByAllCallers(IMethodSymbol method)
        => method is { MethodKind: MethodKind.LocalFunction } or { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private, IsVirtual: false, IsExtern: false };

    /// <summary>The body of a method that nobody outside its type can call or replace; null for any other, and for one whose body runs later.</summary>
    public GraphIndex? PrivateBodyOf(IMethodSymbol method)
        => IsSeenByAllCallers(method) && method.DeclaringSyntaxReferences.Length == 1 ? _graphs.GetOrAdd(method, ReadBody) : null;

    /// <summary>The body of a method that somebody has already looked into; null where nobody has.</summary>
    public GraphIndex? KnownBodyOf(ISymbol member) => member is IMethodSymbol method && _graphs.TryGetValue(method, out GraphIndex? body) ? body : null;

    /// <summary>
    /// The body of a local function that is to be looked at for what it does to what a variable of the function around it holds, or of a private method for what it does to what a field of its object
    /// holds; null where it runs later, or where a function in it may do it then.
    /// </summary>
    public GraphIndex? BodyOn(IMethodSymbol method, ISymbol variable)
        => !method.IsAsync && PrivateBodyOf(method) is { } body && (variable is IFieldSymbol ? !body.Function.Nested.Any() : body.Function.IsWrittenByOwnerOnly(variable))
            ? new GraphIndex(body.Function, static _ => false, variable, body.Calls)
            : null;

    /// <summary>Whether the method is a private one that works on its own object's fields.</summary>
    public static bool IsPrivateOfObject(IMethodSymbol method) => method is { MethodKind: MethodKind.Ordinary, IsStatic: false } && IsSeenByAllCallers(method);

    /// <summary>Every name that a private method uses, itself or by another one of its type that it calls.</summary>
    public HashSet<string> NamesBehind(IMethodSymbol method) => _namesBehind.GetOrAdd(method.OriginalDefinition, FindNamesBehind);

    private static HashSet<string> FindNamesBehind(IMethodSymbol method)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default) { method };
        Queue<IMethodSymbol> open = new([method]);
        while (open.Count > 0)
        {
            foreach (string name in open.Dequeue().DeclaringSyntaxReferences.SelectMany(static reference => NamesIn(reference.GetSyntax())))
            {
                if (!names.Add(name))
                    continue;
                foreach (IMethodSymbol called in method.ContainingType.GetMembers(name).OfType<IMethodSymbol>())
                {
                    if (IsSeenByAllCallers(called) && seen.Add(called))
                        open.Enqueue(called);
                }
            }
        }

        return names;
    }

    private GraphIndex? ReadBody(IMethodSymbol method)
    {
        SyntaxNode declaration = method.DeclaringSyntaxReferences[0].GetSyntax();
        SyntaxNode? member = declaration.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>();
        if (BodyOf(declaration) is not { } body || member is null || body.DescendantNodes().Any(node => node is YieldStatementSyntax))
            return null;
        SemanticModel model = compilation.GetSemanticModel(member.SyntaxTree);
        if (model.GetOperation(member) is not IMethodBodyBaseOperation operation || operation.DescendantsAndSelf().Any(part => part.Kind is OperationKind.Invalid))
            return null;
        ControlFlowGraph graph = operation switch
        {
            IMethodBodyOperation ofMethod => ControlFlowGraph.Create(ofMethod),
            _ => ControlFlowGraph.Create((IConstructorBodyOperation)operation),
        };
        FunctionGraph function = FunctionGraph.Create(graph, model.GetDeclaredSymbol(member) as IMethodSymbol, CancellationToken.None);
        return function.AndAllNested.FirstOrDefault(nested => SymbolEqualityComparer.Default.Equals(nested.Method, method)) is { } found ? new GraphIndex(found, static _ => false) : null;
    }

    /// <summary>
    /// The parameter that a method of this project returns as it came, whatever else it does with it: a truth of one that logs or counts it, an object of one that checks it. Null where there is none.
    /// </summary>
    public IParameterSymbol? PassedOn(IMethodSymbol method)
        => method is { ReturnsVoid: false, IsAsync: false, IsVirtual: false, IsOverride: false, IsAbstract: false, DeclaringSyntaxReferences.Length: 1 }
            ? _passedOn.GetOrAdd(method.OriginalDefinition, FindPassedOn)
            : null;

    private static IParameterSymbol? FindPassedOn(IMethodSymbol method)
    {
        IParameterSymbol[] candidates = [.. method.Parameters.Where(parameter => parameter.RefKind == RefKind.None && SymbolEqualityComparer.Default.Equals(parameter.Type, method.ReturnType)
            && parameter.Type is { SpecialType: SpecialType.System_Boolean } or { IsReferenceType: true } or { TypeKind: TypeKind.TypeParameter })];
        if (candidates.Length == 0)
            return null;
        SyntaxNode[] parts = [.. BodyOf(method.DeclaringSyntaxReferences[0].GetSyntax())?.DescendantNodesAndSelf() ?? []];
        ExpressionSyntax?[] returned = [.. parts.Select(static part => part switch
        {
            ReturnStatementSyntax { Expression: { } value } => value,
            ArrowExpressionClauseSyntax { Expression: { } value } => value,
            _ => null,
        }).Where(static value => value is not null)];
        return returned.Length > 0 && !parts.Any(static part => part is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
            ? Array.Find(candidates, parameter => returned.All(value => NamesOf(parameter.Name, parts).Any(name => IsNamed(Checked(value!), name))) && !parts.Any(part => IsWritten(part, parameter.Name)))
            : null;
    }

    /// <summary>Whether a method of this project does no more than look at the argument, and perhaps return it as it came, as one that chooses between two objects.</summary>
    public bool PerhapsPassesOn(IParameterSymbol parameter)
        => parameter is { RefKind: RefKind.None, Type.IsReferenceType: true, ContainingSymbol: IMethodSymbol { IsAsync: false, RefKind: RefKind.None, IsVirtual: false, IsOverride: false, IsAbstract: false, DeclaringSyntaxReferences.Length: 1 } method }
            && SymbolEqualityComparer.Default.Equals(parameter.Type, method.ReturnType)
            && _perhapsPassedOn.GetOrAdd(parameter.OriginalDefinition, FindPerhapsPassedOn);

    private static bool FindPerhapsPassedOn(IParameterSymbol parameter)
    {
        SyntaxNode[] parts = [.. BodyOf(parameter.ContainingSymbol.DeclaringSyntaxReferences[0].GetSyntax())?.DescendantNodesAndSelf() ?? []];
        return !parts.Any(part => part is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax || IsWritten(part, parameter.Name))
            && parts.OfType<IdentifierNameSyntax>().All(name => name.Identifier.ValueText != parameter.Name || IsLook(name) || IsChosen(name));
    }

    /// <summary>Whether the value is returned, or may be chosen to be.</summary>
    private static bool IsChosen(ExpressionSyntax value) => value.Parent switch
    {
        ReturnStatementSyntax or ArrowExpressionClauseSyntax => true,
        ConditionalExpressionSyntax choice => choice.Condition != value && IsChosen(choice),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } choice => IsChosen(choice),
        SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax choice } => IsChosen(choice),
        ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } => IsChosen((ExpressionSyntax)value.Parent),
        _ => false,
    };

    /// <summary>The parameter's name, and those of variables that are given its value and no other.</summary>
    private static IEnumerable<string> NamesOf(string parameter, SyntaxNode[] parts)
        => parts.OfType<VariableDeclaratorSyntax>()
            .Where(variable => variable.Initializer is { Value: { } value } && IsNamed(value, parameter))
            .Select(static variable => variable.Identifier.ValueText)
            .Where(alias => !parts.Any(part => IsWritten(part, alias)))
            .Prepend(parameter);

    /// <summary>What is returned but for a test whether it is null.</summary>
    private static ExpressionSyntax Checked(ExpressionSyntax value) => value switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => Checked(inner),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: var inner } => Checked(inner),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Left: var inner, Right: ThrowExpressionSyntax } => Checked(inner),
        _ => value,
    };

    private static bool IsNamed(SyntaxNode value, string name) => value is IdentifierNameSyntax identifier && identifier.Identifier.ValueText == name;

    private static bool IsWritten(SyntaxNode part, string name) => part switch
    {
        AssignmentExpressionSyntax { Left: TupleExpressionSyntax tuple } => tuple.Arguments.Any(argument => IsNamed(argument.Expression, name)),
        AssignmentExpressionSyntax assignment => IsNamed(assignment.Left, name),
        ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => IsNamed(argument.Expression, name),
        RefExpressionSyntax reference => IsNamed(reference.Expression, name),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.AddressOfExpression } address => IsNamed(address.Operand, name),
        _ => false,
    };

    /// <param name="parameter">A parameter that has no contract; one of an extension block stands for that of each of its members.</param>
    /// <param name="trustsUnknown">Whether a callee whose source is not at hand is taken to keep nothing.</param>
    /// <param name="leavesAlone">Whether a call of the argument's member of that name leaves it as it was; null where no call does.</param>
    /// <returns>Whether the callee does no more than look at the argument while it runs, and perhaps return it.</returns>
    public bool OnlyLooksAt(IParameterSymbol parameter, bool trustsUnknown, Func<string, bool>? leavesAlone = null)
    {
        if (parameter.ContainingSymbol is INamedTypeSymbol { DeclaringSyntaxReferences: [var block] })
            return block.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>().All(name => name.Identifier.ValueText != parameter.Name || IsLook(name, leavesAlone));
        if (parameter.ContainingSymbol is not IMethodSymbol method)
            return false;
        if (IsObserver(method.ContainingType) || IsLookUp(method) || IsComparand(parameter, method) || IsLeftAtReturn(parameter, method))
            return true;

        // List<T>.Add, Channel<T>.Write, Action<T>.Invoke: what takes the type's own T keeps it, or passes it on.
        if (parameter.Type is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Type })
            return false;
        if (method.DeclaringSyntaxReferences.IsEmpty)
            return trustsUnknown && (method.MethodKind != MethodKind.Constructor || IsView(method.ContainingType));

        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            SyntaxNode declaration = reference.GetSyntax();
            if (BodyOf(declaration) is { } body)
                return body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().All(name => name.Identifier.ValueText != parameter.Name || IsLook(name, leavesAlone) || (IsChosen(name) && PassedOn(method)?.Ordinal == parameter.Ordinal));
        }

        return trustsUnknown;
    }

    /// <summary>Whether the language sees to it that nobody has the argument when the method has returned.</summary>
    private static bool IsLeftAtReturn(IParameterSymbol parameter, IMethodSymbol method)
        => parameter is { RefKind: RefKind.None, Type.IsRefLikeType: true }
            && method is { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction, ReturnType.IsRefLikeType: false, ReturnsByRef: false, ReturnsByRefReadonly: false }
            && (method.IsStatic || !method.ContainingType.IsRefLikeType)
            && method.Parameters.All(static other => other.RefKind is RefKind.None or RefKind.In || !other.Type.IsRefLikeType);

    /// <summary>Whether an object of the type is a window on an array, as <c>AsSpan</c> and <c>AsMemory</c> make them, and no owner of it.</summary>
    private static bool IsView(INamedTypeSymbol type) => type is
    {
        Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" or "ArraySegment",
        ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true },
    };

    /// <summary>Whether the type's methods print, compare, check or lock what they are given, and keep nothing.</summary>
    private static bool IsObserver(INamedTypeSymbol type) => type is
    {
        Name: "Console" or "Debug" or "Trace" or "GC" or "Object" or "String" or "ArgumentNullException" or "ArgumentException" or "ObjectDisposedException",
        ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } or { Name: "Diagnostics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
    }
    or
    {
        Name: nameof(Monitor),
        ContainingNamespace: { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
    };

    /// <summary>Whether the method is one of a library's collections, or works on one, and only looks for what it is given, to say where it is, to take it out or to find what belongs to it.</summary>
    private static bool IsLookUp(IMethodSymbol method)
        => method.Name is "Contains" or "ContainsKey" or "ContainsValue" or "IndexOf" or "LastIndexOf" or "BinarySearch" or "Find" or "FindLast" or "Remove" or "TryRemove" or "TryGetValue" or "GetValueOrDefault" or "Equals" or "GetHashCode" or "Compare"
            && method.DeclaringSyntaxReferences.IsEmpty
            && method.ContainingType is { } type
            && (type.Name is "Array" or "MemoryExtensions" ? IsOfSystem(type.ContainingNamespace)
                : type.Name == "RuntimeHelpers" || type.Name == "Enumerable" || type.ContainingNamespace is { ContainingNamespace: { Name: "Collections", ContainingNamespace: var around } } && IsOfSystem(around));

    /// <summary>Whether what is handed over is only compared with what is to be exchanged.</summary>
    private static bool IsComparand(IParameterSymbol parameter, IMethodSymbol method)
        => parameter.Name == "comparand" && method.ContainingType is { Name: "Interlocked", ContainingNamespace: { Name: "Threading", ContainingNamespace: var around } } && IsOfSystem(around);

    private static bool IsOfSystem(INamespaceSymbol? space) => space is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>Every name that the type's source uses, of whatever it may be.</summary>
    private static HashSet<string> MentionsIn(INamedTypeSymbol type) => [.. type.DeclaringSyntaxReferences.SelectMany(static reference => NamesIn(reference.GetSyntax()))];

    // Nothing is in a name without type arguments, and nothing in a literal.
    private static IEnumerable<string> NamesIn(SyntaxNode code)
        => code.DescendantNodes(static node => node is not (IdentifierNameSyntax or LiteralExpressionSyntax or PredefinedTypeSyntax)).OfType<SimpleNameSyntax>().Select(static name => name.Identifier.ValueText);

    /// <summary>The block or the expression in which the declaration says what is done; null where it does not.</summary>
    public static SyntaxNode? BodyOf(SyntaxNode declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
        LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody,
        AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody,
        _ => null,
    };

    /// <summary>Whether the mention reads a property of the value, calls a member that leaves it alone, or compares it, and nothing else.</summary>
    private static bool IsLook(IdentifierNameSyntax name, Func<string, bool>? leavesAlone = null)
    {
        SyntaxNode? parent = name.Parent;
        return parent switch
        {
            MemberAccessExpressionSyntax access when access.Expression == name => !IsCalledOrWritten(access) || (access.Parent is InvocationExpressionSyntax && leavesAlone?.Invoke(access.Name.Identifier.ValueText) == true),
            MemberAccessExpressionSyntax => true,
            ElementAccessExpressionSyntax access => access.Expression == name,
            BinaryExpressionSyntax binary => binary.IsKind(SyntaxKind.EqualsExpression) || binary.IsKind(SyntaxKind.NotEqualsExpression),
            IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax or UnaryPatternSyntax { Pattern: ConstantPatternSyntax } } => true,
            NameColonSyntax => true,
            _ => parent?.Parent?.Parent is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } },
        };
    }

    private static bool IsCalledOrWritten(MemberAccessExpressionSyntax access)
        => access.Parent is InvocationExpressionSyntax
            || (access.Parent is AssignmentExpressionSyntax assignment && assignment.Left == access);
}
