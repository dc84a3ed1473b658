using Crm.Tracking.Figures;

namespace Crm.Campaigns.Readings;

/// <summary>Which readers are meant, as addresses say it.</summary>
internal static class ReaderKeys
{
    public static readonly IReadOnlyDictionary<string, Readers> All = new Dictionary<string, Readers>
    {
        ["opened"] = Readers.Opened, ["opened-by-machine"] = Readers.OpenedByMachine, ["clicked"] = Readers.Clicked, ["clicked-by-machine"] = Readers.ClickedByMachine,
    };
}
