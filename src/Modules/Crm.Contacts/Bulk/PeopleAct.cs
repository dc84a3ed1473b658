namespace Crm.Contacts.Bulk;

/// <summary>What can be done to many people at once.</summary>
internal enum PeopleAct
{
    /// <summary>Give them a stage.</summary>
    Stage,

    /// <summary>Give them an owner.</summary>
    Owner,

    /// <summary>Move them to the trash.</summary>
    Trash,
}
