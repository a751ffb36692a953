using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>A field of <c>this</c> that is emptied first, and whose object is to be given back only then: nobody has it any more.</summary>
internal sealed partial class Interpreter
{
    /// <summary>The step that would have ended the object is done on nothing, because the function has just written null over the only name that it had for it.</summary>
    private void CheckEmptied(IOperation call, IOperation? receiver, ImmutableArray<Effect> effects)
    {
        if (effects.IsEmpty || receiver is null || EmptiedFieldOf(receiver) is not { } field)
            return;
        foreach (Effect effect in effects)
        {
            if (effect.Target == EffectTarget.Receiver && _automaton.IsEnd(effect))
                ReportEmptied(call.Syntax, field);
        }
    }

    /// <summary>As <see cref="CheckEmptied"/>, of a step behind <c>?.</c>, which is left out where there is nothing.</summary>
    private void CheckEmptiedAsked(IFlowCaptureOperation capture)
    {
        if (EmptiedFieldOf(capture.Value) is not { } field)
            return;
        foreach (IOperation operation in _index.Function.Operations)
        {
            if (operation is IInvocationOperation { Instance: IFlowCaptureReferenceOperation receiver } call
                && receiver.Id.Equals(capture.Id)
                && call.Syntax.Parent is ConditionalAccessExpressionSyntax { Parent: ExpressionStatementSyntax }
                && _semantics.EffectsOf(call.TargetMethod).Any(effect => effect.Target == EffectTarget.Receiver && _automaton.IsEnd(effect)))
            {
                ReportEmptied(call.Syntax, field);
            }
        }
    }

    /// <summary>The field that the tracked object was in, where the operation reads it although it is known to be empty, and nothing else names the object; null for any other.</summary>
    private IFieldSymbol? EmptiedFieldOf(IOperation operation)
        => _tracked is TrackedObject.Initial { Variable: IFieldSymbol field }
            && IsOwed
            && operation is IFieldReferenceOperation { Instance: IInstanceReferenceOperation } mention
            && SymbolEqualityComparer.Default.Equals(mention.Field, field)
            && _facts[field].IsConstant(out object? constant)
            && constant is null
            && !_facts.Any((key, value) => value.MayBeObject && !IsNeverRead(key))
                ? field
                : null;

    /// <summary>Whether it is a variable that was given the object and is not mentioned again.</summary>
    private bool IsNeverRead(object key) => key is ILocalSymbol { RefKind: RefKind.None } local && _index.Function.MentionsOf(local).All(Assignment.IsOnlyWritten) && !_index.Function.Nested.Any(nested => nested.Mentions.Contains(local, SymbolEqualityComparer.Default));

    private void ReportEmptied(SyntaxNode step, IFieldSymbol field)
    {
        if (EmptiedBefore(step, field) is not { } emptied)
            return;
        _observer.OnBreach(new BreachEvent(Breach.Left, 1u << _state, _state, new Place(emptied, field.Name), new Place(step, field.Name)));
        _diverged = true;
    }

    /// <summary>
    /// Where null was written into the field, in a statement before the call's in the same block; null where something stands between them that may have had somebody else fill it.
    /// </summary>
    private static AssignmentExpressionSyntax? EmptiedBefore(SyntaxNode call, IFieldSymbol field)
    {
        if (call.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax block } statement)
            return null;
        for (int i = block.Statements.IndexOf(statement) - 1; i >= 0; i--)
        {
            if (block.Statements[i] is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right.RawKind: (int)SyntaxKind.NullLiteralExpression } assignment } && NameOf(assignment.Left) == field.Name)
                return assignment;
            if (block.Statements[i].DescendantNodes().Any(static node => node is InvocationExpressionSyntax or AwaitExpressionSyntax or YieldStatementSyntax or BaseObjectCreationExpressionSyntax))
                return null;
        }

        return null;

        static string? NameOf(ExpressionSyntax target) => target switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
            _ => null,
        };
    }
}
