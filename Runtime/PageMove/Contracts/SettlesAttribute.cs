namespace PageMove.Contracts;

/// <summary>With the parameter the irreversible step is done: what it owed (<see cref="OwesAttribute"/>) must have been asked before.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SettlesAttribute : Attribute;
