using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Mutants;

/// <summary>
/// Holds the loops of one run, so that one that never ends does not keep a processor from the runs after it. The code that is run asks at each round, on whatever thread it is.
/// </summary>
public sealed class Leash
{
    private static readonly AsyncLocal<Leash?> Current = new();
    private volatile bool _isPulled;

    /// <summary>Begins to hold the loops of this thread, and of what it starts.</summary>
    public void Hold() => Current.Value = this;

    /// <summary>Ends every loop at its next round.</summary>
    public void Pull() => _isPulled = true;

    /// <summary>Asks whether the loop may go on.</summary>
    /// <exception cref="OperationCanceledException">It may not.</exception>
    public static void Check()
    {
        if (Current.Value is { _isPulled: true })
            throw new OperationCanceledException("The run took too long.");
    }

    /// <summary>The same code with the question in each loop, and before each jump that may lead back.</summary>
    public static SyntaxTree On(SyntaxTree tree)
        => CSharpSyntaxTree.Create((CSharpSyntaxNode)new Asker().Visit(tree.GetRoot())!, (CSharpParseOptions)tree.Options, tree.FilePath, tree.Encoding);

    private sealed class Asker : CSharpSyntaxRewriter
    {
        private static readonly StatementSyntax Question = SyntaxFactory.ParseStatement($"global::{typeof(Leash).FullName}.{nameof(Check)}();");

        public override SyntaxNode? Visit(SyntaxNode? node) => base.Visit(node) switch
        {
            WhileStatementSyntax loop => loop.WithStatement(Asking(loop.Statement)),
            DoStatementSyntax loop => loop.WithStatement(Asking(loop.Statement)),
            ForStatementSyntax loop => loop.WithStatement(Asking(loop.Statement)),
            CommonForEachStatementSyntax loop => loop.WithStatement(Asking(loop.Statement)),
            GotoStatementSyntax jump => Asking(jump),
            var other => other,
        };

        private static BlockSyntax Asking(StatementSyntax statement) => SyntaxFactory.Block(Question, statement);
    }
}
