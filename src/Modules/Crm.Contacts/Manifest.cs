using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Contacts", Name = "Contacts", Category = "CRM", Author = "Crm", Version = "0.1.0")]
