namespace PageMove.Pages;

/// <summary>The objects that a frame's descriptor cannot refer to: what the page is cached in, and the list that it is on.</summary>
internal struct PageOwners
{
    internal PageMapping? Mapping;
    internal IReclaimList? List;
}
