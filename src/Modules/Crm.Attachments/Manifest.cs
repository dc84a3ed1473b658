using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Attachments", Name = "Files of contacts", Description = "Letters, contracts, photos and scans attached to people, households and organisations.", Category = "CRM", Author = "Crm", Version = "0.1.0", Dependencies = ["Crm.Contacts"])]
