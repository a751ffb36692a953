using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Suppressors;

/// <summary>Whether a contract passes on what an expression makes, and no path leaves it behind.</summary>
internal static class HandedOn
{
    /// <param name="node">What makes the object: the expression, the <c>out</c> argument, or the declaration that it stands in.</param>
    /// <param name="semantics">The semantic model of its tree.</param>
    /// <param name="model">The contracts.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static bool IsHandedOn(SyntaxNode node, SemanticModel semantics, ProtocolModel model, CancellationToken cancellation)
    {
        if (IsGivenAwayAtOnce(node, semantics, model, cancellation))
            return true;
        if (GraphAround(node, semantics, cancellation) is not { } function)
            return false;

        SyntaxNode place = node.FirstAncestorOrSelf<StatementSyntax>() ?? node;
        return VariableAt(node, semantics, cancellation) is { } variable
            && TypeOf(variable) is { } type
            && model.DisposalOf(type) is { } protocol
            && function.AndAllNested.Any(nested => IsHandedOn(nested, variable, protocol, place, cancellation));
    }

    /// <summary>Whether what is disposed here is a parameter whose contract says that its method does so.</summary>
    public static bool IsEndedByContract(SyntaxNode node, SemanticModel semantics, ProtocolModel model, CancellationToken cancellation)
        => (node is ExpressionStatementSyntax statement ? statement.Expression : node).FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: MemberAccessExpressionSyntax access }
            && semantics.GetSymbolInfo(access.Expression, cancellation).Symbol is IParameterSymbol parameter
            && model.TakesOver(parameter);

    private static bool IsGivenAwayAtOnce(SyntaxNode node, SemanticModel semantics, ProtocolModel model, CancellationToken cancellation)
        => Outermost(node).Parent is ArgumentSyntax argument
            && semantics.GetOperation(argument, cancellation) is IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter }
            && model.TakesOver(parameter);

    private static SyntaxNode Outermost(SyntaxNode expression)
    {
        while (expression.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax or PostfixUnaryExpressionSyntax)
            expression = expression.Parent;
        return expression;
    }

    private static bool IsHandedOn(FunctionGraph function, ISymbol variable, Protocol protocol, SyntaxNode place, CancellationToken cancellation)
    {
        if (!function.Operations.Any(operation => GivesAway(operation, variable, function, protocol)))
            return false;

        bool isLeft = false;
        try
        {
            GraphIndex index = new(function, static _ => false);
            TypestateAnalysis.Run(index, protocol, breach => isLeft |= breach.Kind == Breach.Left && place.Span.IntersectsWith(breach.Where.Syntax.Span), cancellation);
        }
        catch (InsufficientExecutionStackException)
        {
            return false;
        }

        return !isLeft;
    }

    private static bool GivesAway(IOperation operation, ISymbol variable, FunctionGraph function, Protocol protocol) => operation switch
    {
        IInvocationOperation { Instance: { } instance } invocation
            when Names(instance, variable, function) => protocol.EndsObligation(invocation.TargetMethod, EffectTarget.Receiver),
        IArgumentOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter } argument
            when Names(argument.Value, variable, function) => protocol.EndsObligation(method, EffectTarget.Argument, parameter.Ordinal),
        _ => false,
    };

    private static bool Names(IOperation value, ISymbol variable, FunctionGraph function)
        => SymbolEqualityComparer.Default.Equals(function.VariableOf(value), variable);

    private static ISymbol? VariableAt(SyntaxNode node, SemanticModel semantics, CancellationToken cancellation)
    {
        SyntaxNode? named = node switch
        {
            LocalDeclarationStatementSyntax { Declaration.Variables: [var only] } => only,
            VariableDeclarationSyntax { Variables: [var only] } => only,
            ArgumentSyntax { Expression: var expression } => expression,
            _ => node,
        };
        if (named is DeclarationExpressionSyntax { Designation: var designation })
            named = designation;
        SyntaxNode outermost = Outermost(named);
        return outermost switch
        {
            VariableDeclaratorSyntax or SingleVariableDesignationSyntax => semantics.GetDeclaredSymbol(outermost, cancellation),
            { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } } => semantics.GetDeclaredSymbol(declarator, cancellation),
            { Parent: AssignmentExpressionSyntax assignment } when assignment.Right == outermost => semantics.GetSymbolInfo(assignment.Left, cancellation).Symbol,
            IdentifierNameSyntax => semantics.GetSymbolInfo(outermost, cancellation).Symbol,
            _ => null,
        };
    }

    private static ITypeSymbol? TypeOf(ISymbol variable) => variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    private static FunctionGraph? GraphAround(SyntaxNode node, SemanticModel semantics, CancellationToken cancellation)
    {
        SyntaxNode? body = node.AncestorsAndSelf().FirstOrDefault(static ancestor => ancestor switch
        {
            BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax => true,
            ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax } => true,
            _ => false,
        });
        return body is not null && ControlFlowGraph.Create(body, semantics, cancellation) is { } graph
            ? FunctionGraph.Create(graph, semantics.GetDeclaredSymbol(body, cancellation) as IMethodSymbol, cancellation)
            : null;
    }
}
