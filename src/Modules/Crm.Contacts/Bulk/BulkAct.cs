namespace Crm.Contacts.Bulk;

/// <summary>What can be done to many contacts at once.</summary>
internal enum BulkAct
{
    /// <summary>Give them a stage; people only.</summary>
    Stage,

    /// <summary>Give them an owner.</summary>
    Owner,

    /// <summary>Move them to the trash.</summary>
    Trash,
}
