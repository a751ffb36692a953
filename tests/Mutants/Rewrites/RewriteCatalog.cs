using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace PageMove.Mutants.Rewrites;

/// <summary>Every rewrite there is.</summary>
internal static partial class RewriteCatalog
{
    public static ImmutableArray<NamedRewrite> All { get; } =
    [
        Named<ExpressionBody>(), Named<NestedBlock>(), Named<TryFinally>(), Named<DoOnce>(), Named<ForOnce>(), Named<LocalFunction>(),
        Named<ConditionVariable>(), Named<NegatedVariable>(), Named<StepwiseVariable>(), Named<SwappedComparison>(), Named<PatternComparison>(),
        Named<InvertedBranch>(), Named<ElseAfterJump>(), Named<SplitConjunction>(), Named<SplitDisjunction>(), Named<BranchSwitch>(),
        Named<EndlessLoop>(), Named<ForAsWhile>(), Named<GotoLoop>(),
        Named<ResultVariable>(), Named<SplitResult>(), Named<JoinedResult>(), Named<SingleExit>(),
        Named<UsingAsFinally>(), Named<UsingStatement>(),
        Named<ParameterAlias>(), Named<NullTest>(), Named<NullForFailure>(),
    ];

    private static NamedRewrite Named<T>()
        where T : Rewrite, new()
        => new(InnerCapital().Replace(typeof(T).Name, "-$0").ToLowerInvariant(), static () => new T());

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex InnerCapital();
}

/// <summary>A rewrite by its name.</summary>
/// <param name="Name">The type's name in small letters, as in <c>goto-loop</c>.</param>
/// <param name="Create">Makes one for one file.</param>
internal sealed record NamedRewrite(string Name, Func<Rewrite> Create);
