using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Tracking", Name = "Readings of letters", Description = "Notes which letters to many are opened and which of their links are followed, of those who allow it, and tells people from machines.", Category = "CRM", Author = "Crm", Version = "0.1.0", Dependencies = ["Crm.Contacts", "Crm.Messaging"])]
