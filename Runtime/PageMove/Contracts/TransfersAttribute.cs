namespace PageMove.Contracts;

/// <summary>The argument is handed over: the callee answers for it from here on, and the caller owes nothing more (law 8).</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TransfersAttribute : Attribute;
