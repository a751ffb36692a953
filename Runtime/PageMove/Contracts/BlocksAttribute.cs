namespace PageMove.Contracts;

/// <summary>The member may block its thread until somebody else does something; see <see cref="Breach.Blocked"/>.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class BlocksAttribute : Attribute;
