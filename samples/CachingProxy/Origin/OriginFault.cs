namespace CachingProxy.Origin;

/// <summary>What is wrong with the origin.</summary>
internal enum OriginFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It waits a second before each answer.</summary>
    Slow,

    /// <summary>It answers 500.</summary>
    Fail,

    /// <summary>It breaks the connection in the middle of each body.</summary>
    Die,
}
