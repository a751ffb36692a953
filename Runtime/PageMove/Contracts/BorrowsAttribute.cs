namespace PageMove.Contracts;

/// <summary>The argument stays the caller's: the callee uses it for as long as the call lasts, and the caller owes afterwards what it owed before.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class BorrowsAttribute : Attribute;
