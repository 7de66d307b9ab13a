using Essaim.App.Data;

namespace Essaim.App.Pages.Closing;

/// <summary>A page that starts a long work on a month and shows how far it is.</summary>
public interface IMonthWorkPage
{
    Job? Job { get; }
    bool UnderWay { get; }
    string WorkAddress { get; }
    string WorkName { get; }
    string WorkDone { get; }

    /// <summary>Where to go once it is done.</summary>
    string NextAddress { get; }
    string NextName { get; }
}
