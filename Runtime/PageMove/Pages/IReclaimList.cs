namespace PageMove.Pages;

/// <summary>A list that holds pages without a reference, and therefore must let go of a page that is freed.</summary>
internal interface IReclaimList
{
    void Forget(Page page);
}
