using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Mutants;

/// <summary>One thing done to one statement of a method.</summary>
internal enum MutationKind
{
    /// <summary>The statement is left out.</summary>
    Deleted,

    /// <summary>The statement stands there twice.</summary>
    Duplicated,

    /// <summary>The statement and the one after it change places.</summary>
    Swapped,

    /// <summary>The statement comes last in its block, before a jump that ends it.</summary>
    Moved,
}

/// <summary>A method with one of its protocol calls deleted, duplicated, swapped or moved.</summary>
internal sealed record Mutation(MutationKind Kind, StatementSyntax Statement)
{
    /// <summary>All mutations of a method's protocol calls.</summary>
    /// <param name="method">The method.</param>
    /// <param name="isProtocolCall">Whether an invocation acts on an object of a protocol.</param>
    public static IEnumerable<Mutation> Of(MethodDeclarationSyntax method, Func<InvocationExpressionSyntax, bool> isProtocolCall)
        => from statement in method.Body!.DescendantNodes().OfType<StatementSyntax>()
           where statement.Parent is BlockSyntax && CallsOf(statement).Any(isProtocolCall)
           from kind in Enum.GetValues<MutationKind>()
           where IsPossible(kind, statement)
           select new Mutation(kind, statement);

    /// <summary>The method under another name, changed.</summary>
    public MethodDeclarationSyntax Apply(MethodDeclarationSyntax method, string name)
    {
        BlockSyntax block = (BlockSyntax)Statement.Parent!;
        int at = block.Statements.IndexOf(Statement);
        SyntaxList<StatementSyntax> statements = Kind switch
        {
            MutationKind.Deleted => block.Statements.RemoveAt(at),
            MutationKind.Duplicated => block.Statements.Insert(at, Statement),
            MutationKind.Swapped => block.Statements.RemoveAt(at).Insert(at + 1, Statement),
            _ => block.Statements.RemoveAt(at).Insert(LastPlaceIn(block) - 1, Statement),
        };
        return method.ReplaceNode(block, block.WithStatements(statements)).WithIdentifier(SyntaxFactory.Identifier(name));
    }

    private static bool IsPossible(MutationKind kind, StatementSyntax statement)
    {
        BlockSyntax block = (BlockSyntax)statement.Parent!;
        int at = block.Statements.IndexOf(statement);
        return kind switch
        {
            MutationKind.Deleted or MutationKind.Duplicated => true,
            MutationKind.Swapped => at + 1 < block.Statements.Count,

            // To the next place it was swapped already.
            _ => at + 2 < LastPlaceIn(block),
        };
    }

    private static int LastPlaceIn(BlockSyntax block)
        => block.Statements is [.., ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax] ? block.Statements.Count - 1 : block.Statements.Count;

    /// <summary>The calls of a plain statement, or of the condition of an <c>if</c>.</summary>
    private static IEnumerable<InvocationExpressionSyntax> CallsOf(StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax or LocalDeclarationStatementSyntax => statement.DescendantNodes().OfType<InvocationExpressionSyntax>(),
        IfStatementSyntax { Else: null } conditional => conditional.Condition.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>(),
        _ => [],
    };
}
