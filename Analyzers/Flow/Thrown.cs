using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>An exception that the function throws itself, or of which it is known what it can be.</summary>
/// <param name="Syntax">Where the function throws it; null where a callee does.</param>
/// <param name="Type">What it throws, as far as the compiler knows; null where it does not.</param>
/// <param name="IsExact">Whether it is of that type, and of none that derives from it.</param>
internal sealed record Thrown(SyntaxNode? Syntax, ITypeSymbol? Type, bool IsExact)
{
    /// <summary>Members beyond which nobody looks through a type, or statements beyond which through a constructor.</summary>
    private const int MaximumMembers = 32;

    private static readonly Thrown Misuse = new(Syntax: null, Type: null, IsExact: false) { Cause = CauseOfCallee.Misuse };
    private static readonly Thrown Uncancelled = new(Syntax: null, Type: null, IsExact: false) { Cause = CauseOfCallee.Uncancelled };

    private enum CauseOfCallee
    {
        Unknown,

        // It is used wrongly, and does nothing in which anything else can go wrong.
        Misuse,

        // Whatever it is, nobody can cancel it, and it has nothing to do with threads.
        Uncancelled,
    }

    /// <summary>Why a callee throws; a part of what makes two alike.</summary>
    private CauseOfCallee Cause { get; init; }

    /// <summary>
    /// The <c>throw</c> at the block's end; the graph keeps no place for one that throws the caught exception on. Null for the one that the language adds to a <c>switch</c> expression, in case none of
    /// its arms should fit: nobody means to go that way.
    /// </summary>
    public static Thrown? At(BasicBlock block, ControlFlowGraph graph)
    {
        if (block.BranchValue is not { } value)
            return new Thrown(graph.OriginalOperation.Syntax, TypeCaughtAround(block), IsExact: false);
        if (value is { IsImplicit: true, Syntax: SwitchExpressionSyntax })
            return null;
        IOperation exception = Conversions.InsideBuiltIn(value);
        SyntaxNode syntax = value.Syntax.FirstAncestorOrSelf<SyntaxNode>(node => node is ThrowStatementSyntax or ThrowExpressionSyntax) ?? value.Syntax;
        return new Thrown(syntax, exception.ConstantValue.HasValue ? null : exception.Type, exception is IObjectCreationOperation);
    }

    /// <summary>Whether the handler catches the exception; null where that depends on what is known at run time only.</summary>
    public bool? IsCaughtBy(ControlFlowRegion handler)
    {
        if (Cause == CauseOfCallee.Misuse)
            return handler.ExceptionType is { } expected && !IsOfMisuse(expected) ? false : null;
        if (Cause == CauseOfCallee.Uncancelled)
            return handler.ExceptionType is { } end && IsCancellation(end) ? false : null;
        if (Type is null || handler.ExceptionType is not { } caught)
            return null;
        if (IsOrDerivesFrom(Type, caught))
            return handler.Kind == ControlFlowRegionKind.Catch ? true : null;

        // What a type parameter stands for is not known here.
        bool isOpen = Type is ITypeParameterSymbol || caught is ITypeParameterSymbol || (!IsExact && IsOrDerivesFrom(caught, Type));
        return isOpen ? null : false;
    }

    /// <summary>Whether the operation makes an exception.</summary>
    public static bool IsMade(IOperation operation)
    {
        if (operation is not IObjectCreationOperation)
            return false;
        for (ITypeSymbol? one = operation.Type; one is not null; one = one.BaseType)
        {
            if (one is { Name: nameof(Exception), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }

        return false;
    }

    /// <summary>Whether the method is what a <c>using</c> calls at its end, be it of the language's interface or a type's own.</summary>
    public static bool IsEndOfUsing(IMethodSymbol method) => method is { Name: nameof(IDisposable.Dispose) or "DisposeAsync", Parameters.IsEmpty: true };

    /// <summary>
    /// Whether the method throws nothing: one of the library's that exchanges values, fills memory, counts or writes a log, or says by its result that it could not do what it is called for, or a constructor that only
    /// keeps what it is given. A part of memory may be out of its bounds.
    /// </summary>
    public static bool IsRuledOutBy(IMethodSymbol method, IOperation? receiver) => method.ContainingType switch
    {
        { Name: "Interlocked" or "Volatile", ContainingNamespace: { Name: "Threading", ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } } } => true,
        { Name: "ChannelWriter", ContainingNamespace: { Name: "Channels", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: nameof(System) } } } => method.Name is "TryWrite" or "TryComplete",
        { Name: "TaskCompletionSource", ContainingNamespace: { Name: "Tasks", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: nameof(System) } } } => method.Name.StartsWith("TrySet", StringComparison.Ordinal),
        { Name: "Span", ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } } => method.Name is "Clear" or "Fill" && receiver is not IImplicitIndexerReferenceOperation,
        { ContainingNamespace: { Name: "Diagnostics", ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } } } type => type.Name is nameof(System.Diagnostics.Stopwatch) or nameof(System.Diagnostics.Trace) or "Activity" or "ActivitySource",
        { ContainingNamespace: { Name: "Metrics" or "Tracing", ContainingNamespace: { Name: "Diagnostics", ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } } } } => true,
        { ContainingNamespace: { Name: "Logging", ContainingNamespace: { Name: "Extensions", ContainingNamespace.Name: "Microsoft" } } } => true,
        _ => method.MethodKind == MethodKind.Constructor && OnlyKeeps(method),
    };

    /// <summary>Whether the method is the library's and works on numbers, memory or a collection alone, so that it throws only where it is used wrongly.</summary>
    public static bool IsOfMisuseAtMost(IMethodSymbol method)
        => method.DeclaringSyntaxReferences.IsEmpty && IsOfWorkInMemory(method.ContainingType) && !method.Parameters.Any(static parameter => parameter.Type.TypeKind is TypeKind.Delegate or TypeKind.Interface);

    /// <summary>What is thrown in the region by what is used wrongly; null where every handler around is one for all exceptions alike.</summary>
    public static Thrown? OfMisuseIn(ControlFlowRegion region) => Misuse.PassesAnyIn(region) ? Misuse : null;

    /// <summary>What is thrown in the region by who cannot be cancelled; null where no handler around is one for that.</summary>
    public static Thrown? UncancelledIn(ControlFlowRegion region) => Uncancelled.PassesAnyIn(region) ? Uncancelled : null;

    /// <summary>
    /// Whether nobody can cancel what the method does: it is of the library that the objects come from, or one of the framework's that works on values, is not awaited, and is given neither a token nor somebody to call.
    /// </summary>
    /// <param name="method">The callee.</param>
    /// <param name="tracked">The type of the object that is followed.</param>
    /// <param name="within">The assembly of the function that calls it.</param>
    public static bool IsUncancelled(IMethodSymbol method, ITypeSymbol? tracked, IAssemblySymbol? within)
        => method is { MethodKind: not MethodKind.DelegateInvoke, OriginalDefinition: var definition }
            && !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, within)
            && (IsOfValues(method.ContainingNamespace) || (tracked is INamedTypeSymbol && !IsOfFramework(tracked) && SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, tracked.ContainingAssembly)))
            && definition.ReturnType is not (ITypeParameterSymbol or INamedTypeSymbol { Name: "Task" or "ValueTask" or "IAsyncEnumerable" or "IEnumerable" })
            && !definition.Parameters.Any(static parameter => parameter.Type is { TypeKind: TypeKind.Delegate or TypeKind.Interface or TypeKind.TypeParameter } or { Name: nameof(CancellationToken) });

    /// <summary>Whether any handler around the region is for other exceptions only.</summary>
    private bool PassesAnyIn(ControlFlowRegion region)
    {
        for (ControlFlowRegion? around = region; around is not null && !Regions.IsWholeFunction(around); around = around.EnclosingRegion)
        {
            if (around.Kind == ControlFlowRegionKind.TryAndCatch && around.NestedRegions.Any(handler => IsCaughtBy(handler) == false))
                return true;
        }

        return false;
    }

    /// <summary>Whether a constructor does nothing but put its parameters into fields and properties of its own, as a record's does that the compiler writes.</summary>
    private static bool OnlyKeeps(IMethodSymbol constructor)
        => constructor is { DeclaringSyntaxReferences: [var declaration], ContainingType: { BaseType.SpecialType: SpecialType.System_Object or SpecialType.System_ValueType, DeclaringSyntaxReferences: [var whole] } type }
            && whole.GetSyntax() is TypeDeclarationSyntax { Members.Count: <= MaximumMembers } parts
            && !parts.Members.Any(static member => member is PropertyDeclarationSyntax { Initializer: not null } or BaseFieldDeclarationSyntax { Declaration.Variables: [{ Initializer: not null }, ..] })
            && declaration.GetSyntax() switch
            {
                ConstructorDeclarationSyntax { Initializer: null, Body.Statements: { Count: <= MaximumMembers } statements } => statements.All(statement => statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } && IsKept(assignment, type)),
                ConstructorDeclarationSyntax { Initializer: null, ExpressionBody.Expression: AssignmentExpressionSyntax assignment } => IsKept(assignment, type),
                TypeDeclarationSyntax => true,
                _ => false,
            };

    private static bool IsKept(AssignmentExpressionSyntax assignment, INamedTypeSymbol type)
        => assignment is { Left: IdentifierNameSyntax { Identifier.ValueText: var name }, Right: IdentifierNameSyntax or LiteralExpressionSyntax }
            && type.GetMembers(name) is [var member] && (member is IFieldSymbol || (member is IPropertySymbol property && BackingField.Of(property) is not null));

    private static bool IsOfFramework(ITypeSymbol type) => type.ContainingAssembly?.Name.StartsWith(nameof(System), StringComparison.Ordinal) != false;

    private static bool IsOfValues(INamespaceSymbol? within)
        => within is { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true }
            or { Name: "Text" or "Globalization" or "Numerics", ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } };

    private static bool IsCancellation(ITypeSymbol caught) => caught.Name == nameof(OperationCanceledException) || IsOfThreads(caught.ContainingNamespace);

    private static bool IsOfThreads(INamespaceSymbol? within)
    {
        for (; within is { IsGlobalNamespace: false }; within = within.ContainingNamespace)
        {
            if (within is { Name: "Threading", ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }

        return false;
    }

    private static bool IsOfWorkInMemory(INamedTypeSymbol? type)
    {
        while (type?.ContainingType is { } outer)
            type = outer;
        return type switch
        {
            { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" or "MemoryExtensions" or "Math" or "Array" or "BitConverter", ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } } => true,
            { Name: "BinaryPrimitives", ContainingNamespace.Name: "Binary" } => true,
            { TypeKind: TypeKind.Class or TypeKind.Struct, ContainingNamespace: { Name: "Generic", ContainingNamespace: { Name: "Collections", ContainingNamespace.Name: nameof(System) } } } => true,
            _ => false,
        };
    }

    private static bool IsOfMisuse(ITypeSymbol caught) => caught switch
    {
        ITypeParameterSymbol => true,
        { ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } } => caught.Name is not (nameof(OperationCanceledException) or nameof(TimeoutException) or nameof(UnauthorizedAccessException) or nameof(ObjectDisposedException)),
        _ => caught.Name == nameof(KeyNotFoundException),
    };

    private static bool IsOrDerivesFrom(ITypeSymbol type, ITypeSymbol ancestor)
    {
        for (ITypeSymbol? one = type; one is not null; one = one.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(one, ancestor))
                return true;
        }

        return false;
    }

    private static ITypeSymbol? TypeCaughtAround(BasicBlock block)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null && !Regions.IsWholeFunction(region); region = region.EnclosingRegion)
        {
            if (region.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler)
                return region.ExceptionType;
        }

        return null;
    }
}
