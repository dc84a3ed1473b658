using LinqToDB.Mapping;

namespace Crm.Contacts.Duplicates.Candidates;

/// <summary>One row a blocking key of a person who is not in the trash.</summary>
public sealed class DuplicateKey
{
    /// <summary>The key: a hash of the pass and its values.</summary>
    [PrimaryKey(0)]
    public long Key { get; set; }

    /// <summary>The person's content item id.</summary>
    [PrimaryKey(1)]
    public string PersonId { get; set; } = "";
}

/// <summary>Two people who may be one; the smaller id first.</summary>
public sealed class DuplicateCandidate
{
    /// <summary>One person.</summary>
    [PrimaryKey(0)]
    public string PersonA { get; set; } = "";

    /// <summary>The other person.</summary>
    [PrimaryKey(1)]
    public string PersonB { get; set; } = "";

    /// <summary>The weight in bits: 0 is as likely as not, each bit more doubles the odds.</summary>
    public double Score { get; set; }

    /// <summary>The comparison vector: four bits a field.</summary>
    public long Vector { get; set; }

    /// <summary>When they were found.</summary>
    public DateTime FoundUtc { get; set; }
}

/// <summary>Somebody looked at two people and said that they are two.</summary>
public sealed class NotDuplicate
{
    /// <summary>The person with the smaller id.</summary>
    [PrimaryKey(0)]
    public string PersonA { get; set; } = "";

    /// <summary>The other person.</summary>
    [PrimaryKey(1)]
    public string PersonB { get; set; } = "";

    /// <summary>User id of who said so.</summary>
    public string Actor { get; set; } = "";

    /// <summary>Their name as shown then.</summary>
    public string ActorName { get; set; } = "";

    /// <summary>When.</summary>
    public DateTime Utc { get; set; }
}

/// <summary>A person whom the sweep has still to look at.</summary>
public sealed class DuplicateDue
{
    /// <summary>The person's content item id.</summary>
    [PrimaryKey]
    public string PersonId { get; set; } = "";
}
