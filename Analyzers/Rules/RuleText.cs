namespace PageMove.Analyzers.Rules;

/// <summary>What all descriptors share.</summary>
internal static class RuleText
{
    public const string HelpLink = "https://github.com/pagemove/pagemove/blob/main/docs/rules/";

    public const string Moving = "PageMove.Moving";
    public const string Locking = "PageMove.Locking";
    public const string Aborting = "PageMove.Aborting";
    public const string Lifetime = "PageMove.Lifetime";
    public const string Buffers = "PageMove.Buffers";
    public const string Contracts = "PageMove.Contracts";
}
