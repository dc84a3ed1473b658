namespace Crm.Contacts.Demo;

/// <summary>What of the demo is in this tenant; one document. Changed in the same transaction as the rows, so a killed load goes on where it stopped.</summary>
public sealed class DemoRecord
{
    /// <summary>The loads by seed.</summary>
    public List<DemoLoad> Loads { get; set; } = [];
}

/// <summary>The families of one seed.</summary>
public sealed class DemoLoad
{
    /// <summary>The seed.</summary>
    public int Seed { get; set; }

    /// <summary>The day that stands for today in it; stays when more families are loaded.</summary>
    public DateOnly AsOf { get; set; }

    /// <summary>Families loaded, from the first.</summary>
    public int Families { get; set; }

    /// <summary>People loaded.</summary>
    public int People { get; set; }
}
