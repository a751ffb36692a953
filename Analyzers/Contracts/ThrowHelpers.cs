using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Contracts;

/// <summary>The methods of which a call does not come back, whether they say so or their source shows it. Thread-safe.</summary>
internal sealed class ThrowHelpers(Compilation compilation)
{
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _neverReturn = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a call of the method does not come back: it says so, or its source ends by a throw wherever it ends.</summary>
    public bool Include(IMethodSymbol method)
        => FlowAttributes.NeverReturns(method)
            || (method is { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction, IsAsync: false, IsVirtual: false, IsOverride: false, IsAbstract: false, DeclaringSyntaxReferences.Length: 1 }
                && (_neverReturn.TryGetValue(method.OriginalDefinition, out bool known) ? known : _neverReturn.GetOrAdd(method.OriginalDefinition, OnlyThrows(method.OriginalDefinition) && !FlowAttributes.IsLeftOut(method.OriginalDefinition))));

    private bool OnlyThrows(IMethodSymbol method) => CalleeBodies.BodyOf(method.DeclaringSyntaxReferences[0].GetSyntax()) switch
    {
        ArrowExpressionClauseSyntax { Expression: var only } => only is ThrowExpressionSyntax || IsCallThatNeverReturns(only, method),
        BlockSyntax { Statements: [ExpressionStatementSyntax { Expression: var only }] } => IsCallThatNeverReturns(only, method),
        BlockSyntax body => NeverEnds(body),
        _ => false,
    };

    /// <summary>Whether nothing comes to the body's end, and nothing returns before it.</summary>
    private bool NeverEnds(BlockSyntax body)
    {
        bool throws = false;
        foreach (SyntaxNode node in body.DescendantNodes(static node => node is not (ExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            if (node is ReturnStatementSyntax or YieldStatementSyntax)
                return false;
            throws |= node is ThrowStatementSyntax;
        }

        return throws && compilation.GetSemanticModel(body.SyntaxTree).AnalyzeControlFlow(body) is { Succeeded: true, EndPointIsReachable: false };
    }

    /// <summary>Whether the expression calls a method of the same type, all of whose namesakes never return.</summary>
    private static bool IsCallThatNeverReturns(ExpressionSyntax expression, IMethodSymbol caller)
        => expression is InvocationExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: var name } }
            && name != caller.Name
            && caller.ContainingType.GetMembers(name) is { IsEmpty: false } members
            && members.All(member => member is IMethodSymbol method && (FlowAttributes.NeverReturns(method) || (method.DeclaringSyntaxReferences is [{ } source] && CalleeBodies.BodyOf(source.GetSyntax()) is ArrowExpressionClauseSyntax { Expression: ThrowExpressionSyntax } or BlockSyntax { Statements: [ThrowStatementSyntax] })));
}
